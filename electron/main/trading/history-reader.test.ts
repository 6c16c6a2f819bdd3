import { describe, expect, it } from 'vitest';
import type { ExchangeConnection } from '../exchange/connection';
import { createHistoryReader } from './history-reader';
import { committedEntry } from './life/testing-entry';

const HOUR = 3_600_000;

/** An account of which the journal knows one order, placed at `placedAt`; `now` is the exchange's time. */
function reading(placedAt: number) {
  const state = { now: 100 * HOUR, answers: true, asked: [] as (number | undefined)[] };
  const history = createHistoryReader({
    accountId: 'a',
    connection: {
      serverNow: () => state.now,
      call: ((endpoint: string, { startTime }: { startTime?: number }) => {
        if (endpoint === 'historyOrders') state.asked.push(startTime);
        return Promise.resolve(
          state.answers
            ? { kind: 'answer', value: [] }
            : { kind: 'unknown', reason: { cause: 'timeout', message: '' } },
        );
      }) as unknown as ExchangeConnection['call'],
    },
    journal: { told: () => undefined, byOrderId: () => undefined },
    repository: { page: () => [committedEntry({ updateTime: placedAt })] },
  });
  return { state, history };
}

describe('what happened since the journal last heard of a symbol', () => {
  it('is asked for from a day before at the first time: the newest order may have been placed while nobody listened', async () => {
    const { state, history } = reading(99 * HOUR);
    expect(await history.catchUp('BTCUSDT')).toBe(true);
    expect(state.asked).toEqual([75 * HOUR]);
  });

  it('is asked for from the last time on, whatever was placed here since', async () => {
    const { state, history } = reading(99 * HOUR);
    await history.catchUp('BTCUSDT');
    state.now = 103 * HOUR;
    await history.catchUp('BTCUSDT');
    expect(state.asked[1]).toBe(100 * HOUR - 60_000);
  });

  it('is asked for again from there when it was not answered', async () => {
    const { state, history } = reading(99 * HOUR);
    await history.catchUp('BTCUSDT');
    state.now = 103 * HOUR;
    state.answers = false;
    expect(await history.catchUp('BTCUSDT')).toBe(false);
    state.answers = true;
    await history.catchUp('BTCUSDT');
    expect(state.asked.slice(1)).toEqual([100 * HOUR - 60_000, 100 * HOUR - 60_000]);
  });
});
