import { compare, isDecimal, type Decimal } from '@shared/domain/decimal';
import type { Feed, Tape, Ticker } from '@shared/domain/market';

/** The price of the last trade, from whichever feed the exchange confirmed last. */
export interface LastPrice {
  readonly price: Decimal;
  /** Against the last trade at another price; by the day's change where no trades are known. */
  readonly direction: 'up' | 'down' | 'flat';
  readonly confirmedAt: number;
}

/** Trades come each 100 ms and tickers each second, so the tape is usually the newer one; undefined while neither has a price. */
export function lastPriceOf(
  ticker: Ticker | undefined,
  prices: Feed | undefined,
  tape: Tape | undefined,
): LastPrice | undefined {
  const trade = tape?.trades[0];
  const tickerAt = ticker ? (prices?.confirmedAt ?? 0) : -1;
  if (tape && trade && tape.confirmedAt >= tickerAt) {
    return { price: trade.price, direction: directionOfTape(tape), confirmedAt: tape.confirmedAt };
  }
  if (!ticker) return undefined;
  return { price: ticker.lastPrice, direction: directionFrom(ticker, tape), confirmedAt: tickerAt };
}

function directionOfTape(tape: Tape): LastPrice['direction'] {
  const last = tape.trades[0];
  if (!last) return 'flat';
  const other = tape.trades.find(
    ({ price }) => price !== last.price && between(price, last.price) !== 'flat',
  );
  return other ? between(other.price, last.price) : 'flat';
}

/** A ticker that is newer than the tape moved since its newest trade. */
function directionFrom(ticker: Ticker, tape: Tape | undefined): LastPrice['direction'] {
  const trade = tape?.trades[0];
  if (tape && trade) {
    const since = between(trade.price, ticker.lastPrice);
    return since === 'flat' ? directionOfTape(tape) : since;
  }
  return between(ticker.openPrice, ticker.lastPrice);
}

function between(from: Decimal, to: Decimal): LastPrice['direction'] {
  if (!isDecimal(from) || !isDecimal(to)) return 'flat';
  const order = compare(from, to);
  return order < 0 ? 'up' : order > 0 ? 'down' : 'flat';
}
