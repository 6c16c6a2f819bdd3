import { compare, divideDown, isDecimal, isZero, multiply, subtract, toPlaces } from '@shared/domain/decimal';
import type { Ticker } from '@shared/domain/market';
import type { AnswerOf } from '../exchange/jex/endpoints';
import type { TickerEvent } from '../exchange/streams/streams';

export function tickerOf24hr(wire: AnswerOf<'ticker24hr'>[number]): Ticker {
  const { symbol, lastPrice, openPrice, highPrice, lowPrice } = wire;
  const { priceChange, priceChangePercent, volume, quoteVolume } = wire;
  return {
    symbol,
    lastPrice,
    openPrice,
    highPrice,
    lowPrice,
    priceChange,
    priceChangePercent,
    volume,
    quoteVolume,
  };
}

/**
 * PROTOCOL: the event has no open price; it is the last price minus the change. `known` lends its way of writing the same number.
 * Undefined when that would be below zero, so that the event cannot be true.
 */
export function tickerOfEvent(event: TickerEvent, known: Ticker | undefined): Ticker | undefined {
  const { symbol, lastPrice, highPrice, lowPrice, priceChange, priceChangePercent, volume, quoteVolume } =
    event;
  const isKnownOpen =
    known !== undefined && known.lastPrice === lastPrice && known.priceChange === priceChange;
  const openPrice = isKnownOpen
    ? known.openPrice
    : writtenAs(known?.openPrice, subtract(lastPrice, priceChange));
  if (!isDecimal(openPrice)) return undefined;
  return {
    symbol,
    lastPrice,
    openPrice,
    highPrice,
    lowPrice,
    priceChange,
    priceChangePercent,
    volume,
    quoteVolume,
  };
}

/**
 * A newer last price over known statistics; the very same object when it is no news. The change, high and low follow the price until
 * the next statistics confirm them: a price above yesterday's high is the new high.
 */
export function withLastPrice(known: Ticker, price: string): Ticker {
  if (known.lastPrice === price) return known;
  const change = subtract(price, known.openPrice);
  return {
    ...known,
    lastPrice: price,
    priceChange: change,
    priceChangePercent: percentOf(change, known.openPrice),
    highPrice: compare(price, known.highPrice) > 0 ? price : known.highPrice,
    lowPrice: compare(price, known.lowPrice) < 0 ? price : known.lowPrice,
  };
}

export function sameTicker(a: Ticker, b: Ticker): boolean {
  return (
    a.lastPrice === b.lastPrice &&
    a.volume === b.volume &&
    a.quoteVolume === b.quoteVolume &&
    a.priceChange === b.priceChange &&
    a.priceChangePercent === b.priceChangePercent &&
    a.openPrice === b.openPrice &&
    a.highPrice === b.highPrice &&
    a.lowPrice === b.lowPrice &&
    a.symbol === b.symbol
  );
}

const writtenAs = (known: string | undefined, value: string): string =>
  known !== undefined && isDecimal(value) && compare(known, value) === 0 ? known : value;

function percentOf(change: string, open: string): string {
  if (isZero(open)) return '0';
  const negative = change.startsWith('-');
  const size = negative ? change.slice(1) : change;
  const percent = toPlaces(divideDown(multiply(size, '100'), open, 6), 2);
  return negative && !isZero(percent) ? `-${percent}` : percent;
}
