import { describe, expect, it } from 'vitest';
import { fail, ok, type Result } from '@shared/domain/result';
import { olderCandles, type OlderState } from './older-candles';

function setUp() {
  const waiting: ((result: Result<{ hasOlder: boolean }>) => void)[] = [];
  const states: OlderState[] = [];
  const older = olderCandles(
    () => new Promise((resolve) => void waiting.push(resolve)),
    (state) => states.push(state),
  );
  const answer = async (result: Result<{ hasOlder: boolean }>): Promise<void> => {
    waiting.at(-1)?.(result);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { older, states, answer, asked: () => waiting.length };
}

describe('older candles', () => {
  it('are asked for one request at a time', async () => {
    const { older, answer, asked } = setUp();
    older.near(500);
    older.near(500);
    older.near(501);
    expect([asked(), older.state.state]).toEqual([1, 'asking']);
    await answer(ok({ hasOlder: true }));
    older.near(1000);
    expect(asked()).toBe(2);
  });

  it('are asked for no more when there are none', async () => {
    const { older, answer, asked } = setUp();
    older.near(500);
    await answer(ok({ hasOlder: false }));
    older.near(1000);
    expect([asked(), older.state.state]).toEqual([1, 'complete']);
  });

  it('that were promised and did not come are not asked for on and on', async () => {
    const { older, answer, asked } = setUp();
    older.near(500);
    await answer(ok({ hasOlder: true }));
    older.near(500);
    expect(asked()).toBe(1);
  });

  it('that did not come are asked for again only by the user', async () => {
    const { older, answer, asked, states } = setUp();
    older.near(500);
    await answer(fail('exchange.timeout', 'No answer.'));
    older.near(501);
    expect(asked()).toBe(1);
    expect(states.at(-1)).toMatchObject({ state: 'failed', error: { message: 'No answer.' } });
    older.retry();
    expect(asked()).toBe(2);
    await answer(ok({ hasOlder: true }));
    expect(older.state.state).toBe('idle');
  });

  it('of a series that is not shown any more are no news', async () => {
    const { older, answer, states } = setUp();
    older.near(500);
    older.end();
    await answer(ok({ hasOlder: false }));
    older.near(900);
    expect(states).toEqual([{ state: 'asking' }]);
  });
});
