import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Furnishing } from './furnishing.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const PIECES = ['ticket', 'depth', 'bottom', 'status', 'chart', 'rest'] as const;
const standing = (furnishing: Furnishing): string[] => PIECES.filter((piece) => furnishing.has(piece));

it('the desk is put up once the markets are painted, each piece in a turn of its own', () => {
  const furnishing = new Furnishing();
  expect(standing(furnishing)).toEqual([]);
  furnishing.begin();
  expect(standing(furnishing)).toEqual(['ticket']);
  vi.advanceTimersToNextTimer();
  expect(standing(furnishing)).toEqual(['ticket', 'depth']);
  // Told twice, nothing is hurried.
  furnishing.begin();
  expect(standing(furnishing)).toEqual(['ticket', 'depth']);
  vi.runAllTimers();
  expect(standing(furnishing)).toEqual([...PIECES]);
});

it('and without prices after half a second', () => {
  const furnishing = new Furnishing();
  vi.advanceTimersByTime(499);
  expect(standing(furnishing)).toEqual([]);
  vi.runAllTimers();
  expect(standing(furnishing)).toEqual([...PIECES]);
});
