import type { Lots, Ticks } from '../listing/instrument';

export type Side = 'BUY' | 'SELL';

/** An order as the book sees it. `owner` is undefined for the practice market's own orders. */
export interface BookOrder<Owner> {
  readonly side: Side;
  readonly ticks: Ticks;
  /** Lots not yet filled. */
  lots: Lots;
  readonly owner: Owner | undefined;
}

/** One match: always at the resting order's price. PROTOCOL: a taker gets the book's price, never a worse one than its own. */
export interface Fill<Owner> {
  readonly maker: BookOrder<Owner>;
  readonly taker: BookOrder<Owner>;
  readonly ticks: Ticks;
  readonly lots: Lots;
}

/** All orders at one price, oldest first. */
export interface Level<Owner> {
  readonly ticks: Ticks;
  lots: Lots;
  readonly orders: BookOrder<Owner>[];
}

/** A limit order book with price-time priority. It is never crossed: an order matches before it rests. */
export class OrderBook<Owner> {
  /** Worst first, so that the touch is at the end, where arrays are cheap to change. */
  readonly #bids: Level<Owner>[] = [];
  readonly #asks: Level<Owner>[] = [];

  /** Matches `order` against the other side; whole fills are reported in the order they happen. The rest does not enter the book. */
  match(order: BookOrder<Owner>): Fill<Owner>[] {
    checkOrder(order);
    const fills: Fill<Owner>[] = [];
    const levels = order.side === 'BUY' ? this.#asks : this.#bids;
    let level = levels.at(-1);
    while (level && order.lots > 0 && crosses(order, level.ticks)) {
      const maker = level.orders[0];
      if (!maker) throw new Error('a level without orders is in the book');
      const lots = Math.min(order.lots, maker.lots);
      order.lots -= lots;
      maker.lots -= lots;
      level.lots -= lots;
      fills.push({ maker, taker: order, ticks: level.ticks, lots });
      if (maker.lots === 0) level.orders.shift();
      if (level.orders.length === 0) levels.pop();
      level = levels.at(-1);
    }
    return fills;
  }

  /** Puts an order that crosses nothing behind the others of its price. Throws when it would cross the book. */
  rest(order: BookOrder<Owner>): void {
    checkOrder(order);
    const opposite = (order.side === 'BUY' ? this.#asks : this.#bids).at(-1);
    if (opposite && crosses(order, opposite.ticks))
      throw new Error('an order that crosses the book must match first');
    const levels = this.#side(order.side);
    const at = position(levels, order.side, order.ticks);
    const level = levels[at];
    if (level?.ticks === order.ticks) {
      level.orders.push(order);
      level.lots += order.lots;
    } else {
      levels.splice(at, 0, { ticks: order.ticks, lots: order.lots, orders: [order] });
    }
  }

  /** Takes a resting order out; false when it is not in the book. */
  remove(order: BookOrder<Owner>): boolean {
    const levels = this.#side(order.side);
    const at = position(levels, order.side, order.ticks);
    const level = levels[at];
    if (level?.ticks !== order.ticks) return false;
    const index = level.orders.indexOf(order);
    if (index < 0) return false;
    level.orders.splice(index, 1);
    level.lots -= order.lots;
    if (level.orders.length === 0) levels.splice(at, 1);
    return true;
  }

  /** Best level of a side, undefined when it is empty. */
  best(side: Side): Level<Owner> | undefined {
    return this.#side(side).at(-1);
  }

  /** The level at this price, undefined when there is none. */
  at(side: Side, ticks: Ticks): Level<Owner> | undefined {
    const levels = this.#side(side);
    const level = levels[position(levels, side, ticks)];
    return level?.ticks === ticks ? level : undefined;
  }

  /** Number of levels of a side. */
  count(side: Side): number {
    return this.#side(side).length;
  }

  /** The `index`-th level from the touch. */
  level(side: Side, index: number): Level<Owner> | undefined {
    const levels = this.#side(side);
    return levels[levels.length - 1 - index];
  }

  /** At most `limit` levels, best first. */
  levels(side: Side, limit: number): Level<Owner>[] {
    return this.#side(side).slice(-limit).reverse();
  }

  #side(side: Side): Level<Owner>[] {
    return side === 'BUY' ? this.#bids : this.#asks;
  }
}

function crosses<Owner>(order: BookOrder<Owner>, oppositeTicks: Ticks): boolean {
  return order.side === 'BUY' ? oppositeTicks <= order.ticks : oppositeTicks >= order.ticks;
}

/** Index of the level at `ticks`, or where it belongs. */
function position<Owner>(levels: readonly Level<Owner>[], side: Side, ticks: Ticks): number {
  let low = 0;
  let high = levels.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = levels[middle]?.ticks ?? 0;
    if (side === 'BUY' ? at < ticks : at > ticks) low = middle + 1;
    else high = middle;
  }
  return low;
}

function checkOrder<Owner>(order: BookOrder<Owner>): void {
  if (!Number.isSafeInteger(order.ticks) || order.ticks <= 0)
    throw new RangeError(`ticks must be a positive whole number: ${order.ticks}`);
  if (!Number.isSafeInteger(order.lots) || order.lots <= 0)
    throw new RangeError(`lots must be a positive whole number: ${order.lots}`);
}
