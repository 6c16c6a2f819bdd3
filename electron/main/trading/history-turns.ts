import type { TimeSource } from '../exchange/time-source';

/** Between two symbols, ms: one costs 10 weight, so 60 of the 1,200 a minute. */
const TURN_MS = 10_000;

interface HistoryTurnsOptions {
  readonly time: Pick<TimeSource, 'after'>;
  /** Where orders of the account may be; may change between two turns. */
  readonly symbols: () => readonly string[];
  readonly ask: (symbol: string) => void;
}

/**
 * Asks for one symbol after the other while the account's stream is live: a stream that loses every event of an order which
 * another client placed and which filled at once looks as whole as one that lost nothing (PROTOCOL: events have no numbers).
 */
export interface HistoryTurns {
  listen(isLive: boolean): void;
  close(): void;
}

export function createHistoryTurns({ time, symbols, ask }: HistoryTurnsOptions): HistoryTurns {
  let cancel: (() => void) | undefined;
  /** By symbol: in which turn it was asked for last. */
  const asked = new Map<string, number>();
  let turn = 0;

  function next(): void {
    const all = [...new Set(symbols())];
    const longestAgo = all.reduce<string | undefined>(
      (first, symbol) =>
        first === undefined || (asked.get(symbol) ?? 0) < (asked.get(first) ?? 0) ? symbol : first,
      undefined,
    );
    turn += 1;
    if (longestAgo !== undefined) {
      asked.set(longestAgo, turn);
      ask(longestAgo);
    }
    cancel = time.after(TURN_MS, next, true);
  }

  function close(): void {
    cancel?.();
    cancel = undefined;
  }

  return {
    listen(isLive) {
      if (!isLive) close();
      else cancel ??= time.after(TURN_MS, next, true);
    },
    close,
  };
}
