import type { SymbolsState } from '@shared/contract/topics';
import type { ExchangeConnection } from '../exchange/connection';
import { spotSymbolsOf } from './symbols';
import { tickersOf24hr, withBestPrices, withLastPrices, type Tickers } from './tickers';

/**
 * Prices by REST. Per minute this costs 60 × (2 + 2) for prices and 4 × 40 for statistics: 400 of the 1,200 weight that PROTOCOL
 * allows, which leaves room for the account and for orders.
 */
const PRICES_EVERY_MS = 1_000;
const STATISTICS_EVERY_MS = 15_000;
const SYMBOLS_EVERY_MS = 10 * 60_000;
const PATIENCE_MS = 4_000;

interface PriceFeedOptions {
  readonly connection: Pick<ExchangeConnection, 'call'>;
  readonly restUrl: string;
  readonly onSymbols: (symbols: SymbolsState) => void;
  readonly onTickers: (tickers: Tickers) => void;
  /** Unix ms; a fake in tests. */
  readonly now?: () => number;
}

export interface PriceFeed {
  /** Asks for everything at once, as after a wake-up. */
  refresh(): void;
  /** Asks for the symbols again, as after -1121. */
  refreshSymbols(): void;
  stop(): void;
}

/**
 * Polls symbols, statistics and prices until stopped. A failed round is tried again in the next; old prices keep their age. A price
 * is as old as the request that brought it: an answer that took four seconds may tell what was true four seconds ago.
 */
export function startPriceFeed(options: PriceFeedOptions): PriceFeed {
  const now = options.now ?? Date.now;
  const { connection } = options;
  const stopping = new AbortController();
  const request = { patienceMs: PATIENCE_MS, signal: stopping.signal };
  let tickers: Tickers = {};
  let symbolsAt = Number.NEGATIVE_INFINITY;
  let statisticsAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function readSymbols(): Promise<void> {
    const outcome = await connection.call('exchangeInfo', {}, request);
    if (outcome.kind !== 'answer' || stopping.signal.aborted) return;
    symbolsAt = now();
    options.onSymbols({
      restUrl: options.restUrl,
      symbols: spotSymbolsOf(outcome.value),
      confirmedAt: symbolsAt,
    });
  }

  async function readStatistics(): Promise<void> {
    const askedAt = now();
    const outcome = await connection.call('ticker24hr', {}, request);
    if (outcome.kind !== 'answer' || stopping.signal.aborted) return;
    statisticsAt = askedAt;
    publish(tickersOf24hr(outcome.value, askedAt));
  }

  async function readPrices(): Promise<void> {
    const askedAt = now();
    const [last, best] = await Promise.all([
      connection.call('tickerPrice', {}, request),
      connection.call('bookTicker', {}, request),
    ]);
    if (last.kind !== 'answer' || best.kind !== 'answer' || stopping.signal.aborted) return;
    publish(withBestPrices(withLastPrices(tickers, last.value), best.value, askedAt));
  }

  function publish(next: Tickers): void {
    tickers = next;
    options.onTickers(next);
  }

  async function round(): Promise<void> {
    const startedAt = now();
    const reads: Promise<void>[] = [];
    if (startedAt - symbolsAt >= SYMBOLS_EVERY_MS) reads.push(readSymbols());
    reads.push(startedAt - statisticsAt >= STATISTICS_EVERY_MS ? readStatistics() : readPrices());
    await Promise.all(reads);
    if (!stopping.signal.aborted) timer = setTimeout(startRound, PRICES_EVERY_MS);
  }

  function startRound(): void {
    timer = undefined;
    void round();
  }

  startRound();

  return {
    refresh() {
      statisticsAt = Number.NEGATIVE_INFINITY;
      if (timer === undefined) return;
      clearTimeout(timer);
      startRound();
    },
    refreshSymbols() {
      symbolsAt = Number.NEGATIVE_INFINITY;
    },
    stop() {
      stopping.abort();
      clearTimeout(timer);
    },
  };
}
