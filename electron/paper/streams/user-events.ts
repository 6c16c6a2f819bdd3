import { FEE_RATE } from '../accounts/account';
import type { AccountOrder } from '../accounts/order';
import type { Json } from '../http/json';
import { formatFixed } from '../money/fixed';

/** PROTOCOL: payload of `execSpotReport`, the order as it is now. `E` is the event's time. */
export const orderEvent = (order: AccountOrder, eventTime: number): Json => ({
  E: eventTime,
  e: 'execSpotReport',
  s: order.instrument.symbol,
  S: order.side,
  q: order.instrument.quantityText(order.originalLots),
  p: order.instrument.priceText(order.ticks),
  X: order.status,
  i: order.id,
  z: order.instrument.quantityText(order.executedLots),
  O: order.updateTime,
  Z: formatFixed(order.executedQuote, 8),
});

/** PROTOCOL: payload of `accountSpotInfo`, with the balances that may have changed. */
export const accountEvent = (
  { account }: AccountOrder,
  assets: Iterable<string>,
  eventTime: number,
): Json => ({
  e: 'accountSpotInfo',
  E: eventTime,
  m: FEE_RATE,
  t: FEE_RATE,
  u: account.updateTime,
  B: [...assets].map((asset) => {
    const { free, locked } = account.ledger.balance(asset);
    return { a: asset, f: formatFixed(free, 8), l: formatFixed(locked, 8), T: true, W: false, D: false };
  }),
});
