import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemTime } from '../exchange/time-source';
import { createCatchUp } from './catch-up';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('what happened while nobody listened', () => {
  it('is asked for again until it was answered, whatever is wanted meanwhile', async () => {
    let answers = false;
    const asked: string[] = [];
    const catchUp = createCatchUp({
      time: systemTime,
      history: {
        catchUp: (symbol) => {
          asked.push(symbol);
          return Promise.resolve(answers);
        },
      },
    });
    catchUp.want(['BNBUSDT']);
    await vi.advanceTimersByTimeAsync(1_000);
    catchUp.want(['BTCUSDT']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked.filter((symbol) => symbol === 'BNBUSDT').length).toBeGreaterThan(2);
    answers = true;
    await vi.advanceTimersByTimeAsync(30_000);
    asked.length = 0;
    await vi.advanceTimersByTimeAsync(300_000);
    expect(asked).toEqual([]);
    catchUp.close();
  });
});
