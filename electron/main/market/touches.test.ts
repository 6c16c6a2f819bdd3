import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { STALE_AFTER_MS } from '@shared/domain/market';
import type { Touch } from '@shared/domain/touch';
import { startTouches } from './touches';

const BEST = { symbol: 'BTCUSDT', bidPrice: '100', bidQty: '1', askPrice: '101', askQty: '1' };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** The first request is answered at once; what becomes of the others is the test's to say. */
function followed(later: () => Promise<unknown>) {
  let shown: Readonly<Record<string, Touch>> = {};
  const call = vi.fn(later).mockResolvedValueOnce({ kind: 'answer', value: [BEST] });
  const touches = startTouches({
    connection: { call } as unknown as Parameters<typeof startTouches>[0]['connection'],
    onChange: (next) => (shown = next),
  });
  touches.want(['BTCUSDT']);
  return { touches, shown: () => Object.keys(shown) };
}

it.each([
  ['an exchange that refuses', () => Promise.resolve({ kind: 'not-sent' })],
  ['an exchange that answers nothing', () => new Promise(() => undefined)],
])('takes away best prices that nobody confirmed for 5 s: %s', async (_, later) => {
  const { touches, shown } = followed(later);
  await vi.advanceTimersByTimeAsync(STALE_AFTER_MS - 100);
  expect(shown()).toEqual(['BTCUSDT']);
  await vi.advanceTimersByTimeAsync(200);
  expect(shown()).toEqual([]);
  touches.stop();
});

it('keeps those that are confirmed, and shows none once nobody looks', async () => {
  const { touches, shown } = followed(() => Promise.resolve({ kind: 'answer', value: [BEST] }));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(shown()).toEqual(['BTCUSDT']);
  touches.want([]);
  expect(shown()).toEqual([]);
});
