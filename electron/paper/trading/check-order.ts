import { marketOf } from '../endpoints/market-of';
import { refuse } from '../http/api-error';
import type { Call } from '../http/endpoint';
import type { Lots, Ticks } from '../listing/instrument';
import type { Market } from '../market/market';
import type { Side } from '../matching/order-book';
import { type Fixed, fixed, ZERO } from '../money/fixed';

export interface OrderRequest {
  readonly market: Market;
  readonly side: Side;
  readonly ticks: Ticks;
  readonly lots: Lots;
  readonly responseType: 'ACK' | 'RESULT';
}

/**
 * Reads and checks a new order up to the point where it would go to matching; `order/test` ends here.
 * Throws -1121, -1117, -1116, -1115, -1130, -2010 (zero or market closed), -1111 or a filter failure, in this order.
 */
export function checkedOrder(call: Call): OrderRequest {
  const market = marketOf(call);
  const side = call.text('side');
  if (side !== 'BUY' && side !== 'SELL') throw refuse.side();
  if (call.text('type') !== 'LIMIT') throw refuse.orderType();
  if ((call.optional('timeInForce') ?? 'GTC') !== 'GTC') throw refuse.timeInForce();
  const responseType = call.optional('newOrderRespType') ?? 'ACK';
  if (responseType !== 'ACK' && responseType !== 'RESULT') throw refuse.notValid('newOrderRespType');
  const quantity = fixed(call.text('quantity'));
  const price = fixed(call.text('price'));
  if (quantity === ZERO || price === ZERO) throw refuse.orderRejected('Price * QTY is zero or less.');
  if (!market.trading) throw refuse.orderRejected('Market is closed.');
  const { instrument } = market;
  const ticks = wholeOrRefused(instrument.ticksOf(price), price, instrument.price(1), 'PRICE_FILTER');
  const lots = wholeOrRefused(instrument.lotsOf(quantity), quantity, instrument.quantity(1), 'LOT_SIZE');
  const { minPrice, maxPrice, minQty, maxQty, minNotional } = instrument.listing.bounds;
  if (!isWithin(price, minPrice, maxPrice)) throw refuse.filter('PRICE_FILTER');
  if (!isWithin(quantity, minQty, maxQty)) throw refuse.filter('LOT_SIZE');
  if (!isWithin(instrument.notional(ticks, lots), minNotional, undefined))
    throw refuse.filter('MIN_NOTIONAL');
  return { market, side, ticks, lots, responseType };
}

/** Whole ticks or lots; throws -1111 for a part of one, and the filter's failure for more than any book could hold. */
function wholeOrRefused(units: number | undefined, value: Fixed, one: Fixed, filter: string): number {
  if (units !== undefined) return units;
  throw value % one === 0n ? refuse.filter(filter) : refuse.precision();
}

/** PROTOCOL: a missing bound and a bound of 0 mean none. */
function isWithin(value: Fixed, least: string | undefined, most: string | undefined): boolean {
  const low = fixed(least ?? '0');
  const high = fixed(most ?? '0');
  return (low === ZERO || value >= low) && (high === ZERO || value <= high);
}
