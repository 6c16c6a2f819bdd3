import type { SymbolsState } from '@shared/contract/topics';
import type { ExchangeConnection } from '../exchange/connection';
import type { TimeSource } from '../exchange/time-source';
import { spotSymbolsOf } from './symbols';

const EVERY_MS = 10 * 60_000;
/** Waits after failures. */
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
/** However often somebody wants them again, they are asked for at most this often. */
const LEAST_MS = 10_000;
const PATIENCE_MS = 4_000;

interface SymbolsFeedOptions {
  readonly connection: Pick<ExchangeConnection, 'call'>;
  readonly restUrl: string;
  readonly onSymbols: (symbols: SymbolsState) => void;
  readonly time: TimeSource;
}

export interface SymbolsFeed {
  /** Something is not as listed: asks again, at most each 10 s. */
  refresh(): void;
  /** The machine slept: asks at once. */
  wake(): void;
  stop(): void;
}

/** Keeps the list of symbols and their rules: each 10 minutes, after failures soon (weight 1). */
export function startSymbolsFeed({ connection, restUrl, onSymbols, time }: SymbolsFeedOptions): SymbolsFeed {
  const stopping = new AbortController();
  const { signal } = stopping;
  let retryMs = FIRST_RETRY_MS;
  let startedAt = Number.NEGATIVE_INFINITY;
  let isReading = false;
  let isWanted = false;
  let cancel = (): void => undefined;

  async function read(): Promise<void> {
    isReading = true;
    isWanted = false;
    startedAt = time.monotonic();
    const askedAt = time.wall();
    // Without it the desk has nothing to show: it does not wait behind what is asked in rounds.
    const options = { patienceMs: PATIENCE_MS, priority: 'shown', signal } as const;
    const outcome = await connection.call('exchangeInfo', {}, options);
    isReading = false;
    if (signal.aborted) return;
    if (outcome.kind === 'answer') {
      retryMs = FIRST_RETRY_MS;
      onSymbols({ restUrl, symbols: spotSymbolsOf(outcome.value), confirmedAt: askedAt });
      readIn(isWanted ? startedAt + LEAST_MS - time.monotonic() : EVERY_MS);
    } else {
      readIn(retryMs);
      retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS);
    }
  }

  function readIn(ms: number): void {
    cancel();
    cancel = signal.aborted ? () => undefined : time.after(ms, () => void read());
  }

  function readAfter(leastMs: number): void {
    if (isReading) isWanted = true;
    else readIn(startedAt + leastMs - time.monotonic());
  }

  void read();
  return {
    refresh: () => readAfter(LEAST_MS),
    wake: () => readAfter(0),
    stop() {
      stopping.abort();
      cancel();
    },
  };
}
