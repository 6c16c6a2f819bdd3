import type { TimeSource } from '../exchange/time-source';
import type { HistoryReader } from './history-reader';

/** Waits until what could not be read is asked for again, ms: the first, doubled up to the last. */
const FIRST_RETRY_MS = 3_000;
const LAST_RETRY_MS = 30_000;

interface CatchUpOptions {
  readonly history: Pick<HistoryReader, 'catchUp'>;
  readonly time: Pick<TimeSource, 'after'>;
}

/** Reads what happened elsewhere, one symbol after the other, so that it never stands in the way of trading. */
export interface CatchUp {
  want(symbols: readonly string[]): void;
  close(): void;
}

export function createCatchUp({ history, time }: CatchUpOptions): CatchUp {
  const waiting = new Set<string>();
  const failed = new Set<string>();
  let retryMs = FIRST_RETRY_MS;
  let running = false;
  let closed = false;
  let cancel: () => void = () => undefined;

  async function work(): Promise<void> {
    if (running) return;
    running = true;
    for (const symbol of waiting) {
      waiting.delete(symbol);
      if (await history.catchUp(symbol)) failed.delete(symbol);
      else failed.add(symbol);
      if (closed) return;
    }
    running = false;
    cancel();
    if (failed.size === 0) {
      retryMs = FIRST_RETRY_MS;
      return;
    }
    cancel = time.after(retryMs, () => want([...failed]), true);
    retryMs = Math.min(2 * retryMs, LAST_RETRY_MS);
  }

  function want(symbols: readonly string[]): void {
    if (closed) return;
    for (const symbol of symbols) waiting.add(symbol);
    void work();
  }

  return {
    want,
    close() {
      closed = true;
      cancel();
    },
  };
}
