import type { AnswerOf } from '../exchange/jex/endpoints';
import { compare, divideDown, isZero, multiply, subtract, toPlaces } from '@shared/domain/decimal';
import type { Ticker } from '@shared/domain/market';

export type Tickers = Readonly<Record<string, Ticker>>;

/** By symbol; fromEntries and not assignment, because a symbol is a name from outside and could be `__proto__`. */
function recordOf(tickers: readonly Ticker[]): Tickers {
  return Object.fromEntries(tickers.map((ticker) => [ticker.symbol, ticker]));
}

/** PROTOCOL: an empty side of the book is told as 0. */
const orEmpty = (value: string): string => (isZero(value) ? '' : value);

/** Whole 24-hour statistics replace what was known; `askedAt` is Unix ms of this machine, when the request was made. */
export function tickersOf24hr(answer: AnswerOf<'ticker24hr'>, askedAt: number): Tickers {
  return recordOf(
    answer.map((wire) => ({
      symbol: wire.symbol,
      lastPrice: wire.lastPrice,
      bidPrice: orEmpty(wire.bidPrice),
      bidQuantity: orEmpty(wire.bidQty),
      askPrice: orEmpty(wire.askPrice),
      askQuantity: orEmpty(wire.askQty),
      openPrice: wire.openPrice,
      highPrice: wire.highPrice,
      lowPrice: wire.lowPrice,
      priceChange: wire.priceChange,
      priceChangePercent: wire.priceChangePercent,
      volume: wire.volume,
      quoteVolume: wire.quoteVolume,
      confirmedAt: askedAt,
    })),
  );
}

/**
 * Newer last prices over known statistics. The change, high and low follow the price until the next statistics confirm them:
 * a price above yesterday's high is the new high.
 */
export function withLastPrices(tickers: Tickers, answer: AnswerOf<'tickerPrice'>): Tickers {
  const next: Ticker[] = [];
  for (const { symbol, price } of answer) {
    const known = Object.hasOwn(tickers, symbol) ? tickers[symbol] : undefined;
    if (!known || known.lastPrice === price) continue;
    const change = subtract(price, known.openPrice);
    next.push({
      ...known,
      lastPrice: price,
      priceChange: change,
      priceChangePercent: percentOf(change, known.openPrice),
      highPrice: compare(price, known.highPrice) > 0 ? price : known.highPrice,
      lowPrice: compare(price, known.lowPrice) < 0 ? price : known.lowPrice,
    });
  }
  return { ...tickers, ...recordOf(next) };
}

/** Newer best prices; with them the ticker counts as confirmed at `askedAt`. */
export function withBestPrices(tickers: Tickers, answer: AnswerOf<'bookTicker'>, askedAt: number): Tickers {
  const next: Ticker[] = [];
  for (const wire of answer) {
    const known = Object.hasOwn(tickers, wire.symbol) ? tickers[wire.symbol] : undefined;
    if (!known) continue;
    next.push({
      ...known,
      bidPrice: orEmpty(wire.bidPrice),
      bidQuantity: orEmpty(wire.bidQty),
      askPrice: orEmpty(wire.askPrice),
      askQuantity: orEmpty(wire.askQty),
      confirmedAt: askedAt,
    });
  }
  return { ...tickers, ...recordOf(next) };
}

function percentOf(change: string, open: string): string {
  if (isZero(open)) return '0';
  const negative = change.startsWith('-');
  const size = negative ? change.slice(1) : change;
  const percent = toPlaces(divideDown(multiply(size, '100'), open, 6), 2);
  return negative && !isZero(percent) ? `-${percent}` : percent;
}
