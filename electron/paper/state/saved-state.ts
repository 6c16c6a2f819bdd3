import * as v from 'valibot';
import { Account, needs } from '../accounts/account';
import { type Balance, Ledger } from '../accounts/ledger';
import { type AccountOrder, type AccountTrade, isOpen } from '../accounts/order';
import type { Instrument } from '../listing/instrument';
import { add, type Fixed, fixed, formatFixed, parseFixed, ZERO } from '../money/fixed';
import { OrderIds } from '../trading/order-ids';

/** What survives a restart. */
export interface SavedState {
  readonly account: Account;
  readonly orderIds: OrderIds;
}

/** Thrown for a state that belongs to other listings; it is not damaged and must not be set aside. */
export class ListingMissing extends Error {
  override readonly name = 'ListingMissing';
}

const amount = v.pipe(
  v.string(),
  v.check((text) => parseFixed(text) !== undefined, 'must be a plain decimal'),
  v.transform(fixed),
);
const id = v.pipe(
  v.string(),
  v.regex(/^[0-9]{1,25}$/),
  v.transform((digits) => BigInt(digits)),
);
const time = v.pipe(v.number(), v.safeInteger());
const side = v.picklist(['BUY', 'SELL']);

const stateFormat = v.object({
  version: v.literal(1),
  upcomingOrderId: id,
  updateTime: time,
  balances: v.record(v.string(), v.object({ free: amount, locked: amount })),
  fees: v.record(v.string(), amount),
  orders: v.array(
    v.object({
      id,
      symbol: v.string(),
      side,
      price: amount,
      quantity: amount,
      executedQuantity: amount,
      executedQuote: amount,
      status: v.picklist(['NEW', 'PARTIALLY_FILLED', 'FILLED', 'CANCELED', 'CANCLEFILLED']),
      time,
      updateTime: time,
    }),
  ),
  trades: v.array(
    v.object({
      tradeId: time,
      orderId: id,
      symbol: v.string(),
      side,
      price: amount,
      quantity: amount,
      fee: amount,
      feeAsset: v.string(),
      maker: v.boolean(),
      time,
    }),
  ),
});

/** JSON text of the state: amounts as decimal text, no key and no secret. */
export function writeState({ account, orderIds }: SavedState): string {
  const state: v.InferInput<typeof stateFormat> = {
    version: 1,
    upcomingOrderId: orderIds.upcoming.toString(),
    updateTime: account.updateTime,
    balances: Object.fromEntries(
      [...account.ledger.entries()].map(([asset, { free, locked }]) => [
        asset,
        { free: formatFixed(free), locked: formatFixed(locked) },
      ]),
    ),
    fees: Object.fromEntries([...account.fees].map(([asset, fee]) => [asset, formatFixed(fee)])),
    orders: [...account.orders()].map((order) => ({
      id: order.id.toString(),
      symbol: order.instrument.symbol,
      side: order.side,
      price: order.instrument.priceText(order.ticks, 0),
      quantity: order.instrument.quantityText(order.originalLots, 0),
      executedQuantity: order.instrument.quantityText(order.executedLots, 0),
      executedQuote: formatFixed(order.executedQuote),
      status: order.status,
      time: order.time,
      updateTime: order.updateTime,
    })),
    trades: account.trades.map(({ orderId, instrument, ticks, lots, fee, ...trade }) => ({
      ...trade,
      orderId: orderId.toString(),
      symbol: instrument.symbol,
      price: instrument.priceText(ticks, 0),
      quantity: instrument.quantityText(lots, 0),
      fee: formatFixed(fee),
    })),
  };
  return `${JSON.stringify(state)}\n`;
}

/**
 * The state in a text. Throws a {@link ListingMissing} when it names a symbol that is not listed, any other error when it is damaged:
 * not well-formed, not whole ticks or lots, ids out of order, or amounts locked that its open orders do not explain.
 */
export function readState(
  text: string,
  instrumentOf: (symbol: string) => Instrument | undefined,
): SavedState {
  const state = v.parse(stateFormat, JSON.parse(text));
  const instrument = (symbol: string): Instrument => {
    const found = instrumentOf(symbol);
    if (found) return found;
    throw new ListingMissing(
      `the state has orders in ${symbol}, which is not listed; start with the seed and symbols it was made with`,
    );
  };
  const account = new Account(new Ledger(Object.entries(state.balances)));
  account.updateTime = state.updateTime;
  for (const [asset, fee] of Object.entries(state.fees)) account.fees.set(asset, fee);
  let last = -1n;
  for (const saved of state.orders) {
    if (saved.id <= last || saved.id >= state.upcomingOrderId)
      throw new Error(`order ${saved.id} is out of order`);
    last = saved.id;
    const of = instrument(saved.symbol);
    const order: AccountOrder = {
      id: saved.id,
      account,
      instrument: of,
      side: saved.side,
      ticks: whole(of.ticksOf(saved.price), 1, 'price'),
      originalLots: whole(of.lotsOf(saved.quantity), 1, 'quantity'),
      executedLots: whole(of.lotsOf(saved.executedQuantity), 0, 'executedQuantity'),
      executedQuote: saved.executedQuote,
      status: saved.status,
      time: saved.time,
      updateTime: saved.updateTime,
    };
    if (order.executedLots > order.originalLots - (isOpen(order) ? 1 : 0))
      throw new Error(`order ${saved.id} is overfilled`);
    account.restore(order);
  }
  for (const { symbol, price, quantity, ...trade } of state.trades) {
    const of = instrument(symbol);
    const restored: AccountTrade = {
      ...trade,
      instrument: of,
      ticks: whole(of.ticksOf(price), 1, 'price'),
      lots: whole(of.lotsOf(quantity), 1, 'quantity'),
    };
    account.trades.push(restored);
  }
  checkLocked(account);
  return { account, orderIds: new OrderIds(state.upcomingOrderId) };
}

function whole(units: number | undefined, least: number, name: string): number {
  if (units !== undefined && units >= least) return units;
  throw new Error(`${name} is not a whole number of units of at least ${least}`);
}

/** Every amount locked must be what the open orders hold. */
function checkLocked(account: Account): void {
  const held = new Map<string, Fixed>();
  for (const order of account.openOrders()) {
    const need = needs(order, order.originalLots - order.executedLots);
    held.set(need.asset, add(held.get(need.asset) ?? ZERO, need.amount));
  }
  const balances = new Map<string, Readonly<Balance>>(account.ledger.entries());
  for (const asset of new Set([...balances.keys(), ...held.keys()])) {
    const { free, locked } = account.ledger.balance(asset);
    if (free < ZERO || locked !== (held.get(asset) ?? ZERO))
      throw new Error(`the balance of ${asset} does not add up`);
  }
}
