import { expect, it } from 'vitest';
import { createHistoryTurns } from './history-turns';

function setUp(symbols: () => readonly string[]) {
  const asked: string[] = [];
  let pending: (() => void) | undefined;
  const turns = createHistoryTurns({
    time: {
      after(_ms, action) {
        expect(pending).toBeUndefined();
        pending = action;
        return () => void (pending = undefined);
      },
    },
    symbols,
    ask: (symbol) => void asked.push(symbol),
  });
  return {
    turns,
    asked,
    isWaiting: () => pending !== undefined,
    pass: (turns: number) => {
      for (let turn = 0; turn < turns; turn += 1) {
        const action = pending;
        pending = undefined;
        action?.();
      }
    },
  };
}

it('every symbol has its turn, the one that waits longest first', () => {
  let symbols = ['A', 'B'];
  const { turns, asked, pass } = setUp(() => symbols);
  turns.listen(true);
  expect(asked).toEqual([]);
  pass(3);
  symbols = ['A', 'C', 'B', 'B'];
  pass(3);
  expect(asked).toEqual(['A', 'B', 'A', 'C', 'B', 'A']);
});

it('only while the stream is live, and with one timer', () => {
  const { turns, asked, pass, isWaiting } = setUp(() => ['A']);
  turns.listen(true);
  turns.listen(true);
  pass(1);
  turns.listen(false);
  expect(isWaiting()).toBe(false);
  turns.listen(true);
  pass(1);
  expect(asked).toEqual(['A', 'A']);
  turns.close();
  expect(isWaiting()).toBe(false);
});

it('waits while there is nothing to ask for', () => {
  const { turns, asked, pass, isWaiting } = setUp(() => []);
  turns.listen(true);
  pass(2);
  expect(asked).toEqual([]);
  expect(isWaiting()).toBe(true);
});
