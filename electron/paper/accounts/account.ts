import type { Lots, Ticks } from '../listing/instrument';
import { add, type Fixed, fromUnits, scaleDown, subtract, ZERO } from '../money/fixed';
import type { Balance, Ledger } from './ledger';
import { type AccountOrder, type AccountTrade, isOpen } from './order';

/** Maker and taker fee: 1 in 1000 of the received asset. */
const FEE = { numerator: 1n, denominator: 1000n } as const;
/** {@link FEE} as a number, only to be shown. */
export const FEE_RATE = 0.001;

/** Closed orders and trades kept; older ones are forgotten so that the state file stays small. */
const MOST_KEPT = 5000;

/** What happened to one side of a fill. */
export interface Execution {
  readonly tradeId: number;
  readonly ticks: Ticks;
  readonly lots: Lots;
  readonly maker: boolean;
  readonly time: number;
}

/** One customer: balances, orders and trades. All amounts are exact. */
export class Account {
  /** By id; ids grow, so insertion order is age. */
  readonly #orders = new Map<bigint, AccountOrder>();
  readonly #open = new Map<bigint, AccountOrder>();
  readonly trades: AccountTrade[] = [];
  /** Fees taken from this account so far, per asset. */
  readonly fees = new Map<string, Fixed>();
  updateTime = 0;
  /** Called after every change of an order and of the balances with it. */
  onChange: ((order: AccountOrder) => void) | undefined;

  constructor(readonly ledger: Ledger) {}

  /** Locks what the order needs: price × quantity of the quote asset, or the quantity of the base asset. False when there is not enough. */
  reserve(order: AccountOrder): boolean {
    const { asset, amount } = needs(order, order.originalLots);
    return this.ledger.lock(asset, amount);
  }

  /** Records an order whose funds are reserved. */
  accept(order: AccountOrder): void {
    this.restore(order);
    this.updateTime = order.time;
    this.onChange?.(order);
  }

  /** Records an order of an earlier run, open or closed; its funds are in the ledger already. */
  restore(order: AccountOrder): void {
    this.#orders.set(order.id, order);
    if (isOpen(order)) this.#open.set(order.id, order);
  }

  /** Settles one fill of an order of this account: spends what was locked, frees what a better price saved, credits minus the fee. */
  settle(order: AccountOrder, execution: Execution): void {
    const { instrument } = order;
    const { baseAsset, quoteAsset } = instrument.listing;
    const quote = instrument.notional(execution.ticks, execution.lots);
    const base = instrument.quantity(execution.lots);
    const held = needs(order, execution.lots);
    this.ledger.spendLocked(held.asset, held.amount);
    if (order.side === 'BUY') this.ledger.credit(quoteAsset, subtract(held.amount, quote));
    const received =
      order.side === 'BUY' ? { asset: baseAsset, amount: base } : { asset: quoteAsset, amount: quote };
    const fee = scaleDown(received.amount, FEE.numerator, FEE.denominator);
    this.ledger.credit(received.asset, subtract(received.amount, fee));
    this.fees.set(received.asset, add(this.fees.get(received.asset) ?? ZERO, fee));

    order.executedLots += execution.lots;
    order.executedQuote = add(order.executedQuote, quote);
    order.updateTime = execution.time;
    order.status = order.executedLots === order.originalLots ? 'FILLED' : 'PARTIALLY_FILLED';
    if (order.status === 'FILLED') this.#close(order);
    this.trades.push({
      tradeId: execution.tradeId,
      orderId: order.id,
      instrument,
      side: order.side,
      ticks: execution.ticks,
      lots: execution.lots,
      fee,
      feeAsset: received.asset,
      maker: execution.maker,
      time: execution.time,
    });
    if (this.trades.length > MOST_KEPT) this.trades.splice(0, this.trades.length - MOST_KEPT);
    this.updateTime = execution.time;
    this.onChange?.(order);
  }

  /** Ends an open order and frees what it still held. */
  cancel(order: AccountOrder, time: number): void {
    const { asset, amount } = needs(order, order.originalLots - order.executedLots);
    this.ledger.unlock(asset, amount);
    order.status = order.executedLots > 0 ? 'CANCLEFILLED' : 'CANCELED';
    order.updateTime = time;
    this.updateTime = time;
    this.#close(order);
    this.onChange?.(order);
  }

  order(id: bigint): AccountOrder | undefined {
    return this.#orders.get(id);
  }

  /** All remembered orders, oldest first. */
  orders(): IterableIterator<AccountOrder> {
    return this.#orders.values();
  }

  /** Orders that can still trade, oldest first. */
  openOrders(): IterableIterator<AccountOrder> {
    return this.#open.values();
  }

  openCount(symbol: string): number {
    let count = 0;
    for (const order of this.#open.values()) if (order.instrument.symbol === symbol) count++;
    return count;
  }

  #close(order: AccountOrder): void {
    order.resting = undefined;
    this.#open.delete(order.id);
    let excess = this.#orders.size - this.#open.size - MOST_KEPT;
    if (excess <= 0) return;
    for (const old of this.#orders.values()) {
      if (excess <= 0) break;
      if (isOpen(old)) continue;
      this.#orders.delete(old.id);
      excess--;
    }
  }
}

/** What `lots` of this order hold in the ledger. */
export function needs(order: AccountOrder, lots: Lots): { asset: string; amount: Fixed } {
  const { instrument } = order;
  return order.side === 'BUY'
    ? { asset: instrument.listing.quoteAsset, amount: instrument.notional(order.ticks, lots) }
    : { asset: instrument.listing.baseAsset, amount: instrument.quantity(lots) };
}

/** A balance from whole units. */
export const balanceOf = (units: bigint): Balance => ({ free: fromUnits(units, 0), locked: ZERO });
