import { beforeEach, expect, it, vi } from 'vitest';
import type * as Follow from './follow';

let follow: typeof Follow.follow;
let followTheRest: typeof Follow.followTheRest;

beforeEach(async () => {
  vi.resetModules();
  ({ follow, followTheRest } = await import('./follow'));
});

it('the desk follows prices at once, and what its later pieces show with the rest, once', () => {
  const begun: string[] = [];
  for (const topic of ['prices', 'book', 'tickers', 'chart'] as const)
    follow({ kind: 'terminal' }, topic, () => begun.push(topic));
  expect(begun).toEqual(['prices', 'tickers']);
  followTheRest();
  expect(begun).toEqual(['prices', 'tickers', 'book', 'chart']);
  followTheRest();
  follow({ kind: 'terminal' }, 'tape', () => begun.push('tape'));
  expect(begun).toEqual(['prices', 'tickers', 'book', 'chart', 'tape']);
});

it('a window of its own waits for nothing', () => {
  const begun: string[] = [];
  follow({ kind: 'pane' }, 'book', () => begun.push('book'));
  expect(begun).toEqual(['book']);
});
