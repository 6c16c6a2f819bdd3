import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '@shared/domain/settings';
import { alertWords } from '../alert-words';
import { factsOf, marketOf } from './testing';
import { keepTrayFace, TOLD_EVERY_MS } from './tray-face';
import type { TrayFacts } from './tray-facts';
import type { TrayActs } from './tray-menu';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(facts: () => TrayFacts) {
  const panel = { setState: vi.fn(), setTooltip: vi.fn(), setTitle: vi.fn(), setMenu: vi.fn() };
  const stop = keepTrayFace(panel, {
    facts,
    words: () => alertWords(DEFAULT_SETTINGS, []),
    acts: {} as TrayActs,
    platform: 'linux',
  });
  const counts = () => Object.values(panel).map((set) => set.mock.calls.length);
  return { panel, stop, counts };
}

it('is told once a second, however fast the market is', () => {
  let price = 60_000;
  const { panel, stop, counts } = setUp(() => factsOf({ markets: [marketOf('BTC', String(price), '1.5')] }));
  expect(counts()).toEqual([1, 1, 1, 1]);
  const seconds = 10;
  for (let at = 0; at < 20 * seconds; at += 1) {
    price += 1;
    vi.advanceTimersByTime(50);
  }
  expect(panel.setTooltip.mock.calls.length).toBe(1 + (seconds * 1_000) / TOLD_EVERY_MS);
  expect(panel.setMenu.mock.calls.length).toBe(1 + (seconds * 1_000) / TOLD_EVERY_MS);
  expect(TOLD_EVERY_MS).toBeGreaterThanOrEqual(1_000);
  // Each time it is the newest.
  expect(panel.setTooltip.mock.calls.at(-1)?.[0]).toContain('60,200');
  stop();
  price += 1;
  vi.advanceTimersByTime(5_000);
  expect(panel.setTooltip.mock.calls.length).toBe(11);
});

it('is told nothing while nothing is another thing', () => {
  const { counts } = setUp(() => factsOf({ markets: [marketOf('BTC', '60000', '1.5')] }));
  vi.advanceTimersByTime(60_000);
  expect(counts()).toEqual([1, 1, 1, 1]);
});
