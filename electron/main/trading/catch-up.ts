import type { TimeSource } from '../exchange/time-source';
import type { HistoryReader } from './history-reader';

/** Of what could not be read, ms. */
const RETRY_MS = 30_000;

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
  let running = false;
  let closed = false;
  let cancel: () => void = () => undefined;

  async function work(): Promise<void> {
    if (running) return;
    running = true;
    const failed: string[] = [];
    for (const symbol of waiting) {
      waiting.delete(symbol);
      if (!(await history.catchUp(symbol))) failed.push(symbol);
      if (closed) return;
    }
    running = false;
    if (failed.length === 0) return;
    cancel();
    cancel = time.after(RETRY_MS, () => want(failed), true);
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
