import type { PerchBridge } from '../../shared/contract/bridge';
import { unpackChanges } from '../../shared/contract/packed-changes';
import { unpacked } from '../../shared/contract/topics';
import type { Ticker } from '../../shared/domain/market';

/* Keeps what comes, as a window's store does, and shows nothing: painting is measured elsewhere. */

interface BenchWindow {
  readonly perch?: PerchBridge;
  readonly peer?: { onTicker(listener: (ticker: Ticker) => void): void };
  /** Tickers that came since the last question, and a sum over all that are kept now. */
  takeReceived?: () => { readonly received: number; readonly lastPrices: number };
}

const bench = globalThis as unknown as BenchWindow;
const tickers = new Map<string, Ticker>();
let received = 0;

bench.takeReceived = () => {
  const count = received;
  received = 0;
  let lastPrices = 0;
  for (const { lastPrice } of tickers.values()) lastPrices += Number(lastPrice);
  return { received: count, lastPrices: Math.round(lastPrices * 100) };
};

function put(symbol: string, ticker: Ticker): void {
  tickers.set(symbol, ticker);
  received += 1;
}

bench.peer?.onTicker((ticker) => put(ticker.symbol, ticker));

bench.perch?.subscribe('tickers', (published) => {
  const known = (symbol: string): Ticker | undefined => tickers.get(symbol);
  if ('changes' in published) {
    unpackChanges(published.changes, known, (symbol, ticker) => put(symbol, ticker as Ticker));
    return;
  }
  const update = unpacked(published, known);
  const changed = 'whole' in update ? update.whole : (update.changed as Readonly<Record<string, Ticker>>);
  for (const [symbol, ticker] of Object.entries(changed)) put(symbol, ticker);
});
