import type { Ticks } from '../listing/instrument';
import type { Side } from '../matching/order-book';
import type { Market } from './market';
import { tradeLots } from './past-trades';
import type { PricePath } from './price-path';
import { type Touch, touchAround } from './touch';

/** PROTOCOL: depth shows at most 60 levels; a few more keep it full while levels are taken. */
const LEAST_LEVELS = 66;
const MOST_LEVELS = 96;

/**
 * Makes one symbol's practice market: quotes around a moving price and trades against what rests, all by real matching.
 * Its orders have no owner and no balance.
 */
export class MarketMaker {
  constructor(
    private readonly market: Market,
    private readonly path: PricePath,
    private readonly random: () => number,
    private readonly ordinaryLots: number,
  ) {}

  /** Fills an empty book around a middle price (ticks). A customer's order that the price has moved through is matched at its own price. */
  fill(middle: number, time: number): void {
    const touch = touchAround(middle);
    for (const side of ['BUY', 'SELL'] as const) this.#quote(side, priceOf(touch, side), 0, time);
    this.#keepDepth(middle, time);
  }

  /** One moment of market life at `time` (ms). */
  step(time: number): void {
    const middle = this.path.at(time);
    const touch = touchAround(middle);
    this.#trade(touch, time);
    for (const side of ['BUY', 'SELL'] as const) this.#withdrawBeyond(side, touch);
    for (const side of ['BUY', 'SELL'] as const) this.#quoteTouch(side, touch, time);
    this.#refreshOne(time);
    this.#keepDepth(middle, time);
  }

  /** Somebody takes: more often when the price moves, and then in the direction of the move. */
  #trade(touch: Touch, time: number): void {
    const { book } = this.market;
    const bid = book.best('BUY')?.ticks ?? touch.bid;
    const ask = book.best('SELL')?.ticks ?? touch.ask;
    const move = touch.bid + touch.ask - bid - ask;
    if (this.random() > (move === 0 ? 0.15 : 0.3)) return;
    const buys = this.random() < (move > 0 ? 0.8 : move < 0 ? 0.2 : 0.5);
    this.market.submit(
      {
        side: buys ? 'BUY' : 'SELL',
        ticks: buys ? Math.max(ask, touch.ask) : Math.min(bid, touch.bid),
        lots: tradeLots(this.ordinaryLots * 1.2, this.random()),
        owner: undefined,
      },
      time,
      'expires',
    );
  }

  /** Takes back own quotes better than the wanted touch, so that they are not simply run over. */
  #withdrawBeyond(side: Side, touch: Touch): void {
    const { book } = this.market;
    const wanted = priceOf(touch, side);
    for (let index = 0; ;) {
      const level = book.level(side, index);
      if (!level || !isBetter(side, level.ticks, wanted)) return;
      for (const order of [...level.orders]) if (!order.owner) this.market.withdraw(order);
      if (book.level(side, index) === level) index++;
    }
  }

  /** Quotes the wanted touch, and the space behind it when the price has jumped. Meets customers' orders in the way as a taker. */
  #quoteTouch(side: Side, touch: Touch, time: number): void {
    const { book } = this.market;
    const wanted = priceOf(touch, side);
    const behind = book.best(side)?.ticks;
    if (!book.at(side, wanted)) this.#quote(side, wanted, 0, time);
    if (behind === undefined) return;
    const usual = this.#gap(touch.bid, 0);
    for (
      let price = deeper(side, wanted, usual), made = 1;
      made < 8;
      price = deeper(side, price, usual), made++
    ) {
      if (!isBetter(side, price, deeper(side, behind, -2 * usual))) return;
      this.#quote(side, price, made, time);
    }
  }

  /** Changes the size of one quote near the touch. */
  #refreshOne(time: number): void {
    const { book } = this.market;
    const side = this.random() < 0.5 ? 'BUY' : 'SELL';
    const depth = Math.floor(this.random() * 12);
    const level = book.level(side, depth);
    const order = level?.orders.find((candidate) => !candidate.owner);
    if (!level || !order) return;
    this.market.withdraw(order);
    this.#quote(side, level.ticks, depth, time);
  }

  #keepDepth(middle: number, time: number): void {
    const { book } = this.market;
    for (const side of ['BUY', 'SELL'] as const) {
      while (book.count(side) < LEAST_LEVELS) {
        const count = book.count(side);
        const deepest = book.level(side, count - 1)?.ticks ?? priceOf(touchAround(middle), side);
        const price = deeper(side, deepest, this.#gap(middle, count));
        if (price < 1) break;
        this.#quote(side, price, count, time);
        if (book.count(side) === count) break;
      }
      while (book.count(side) > MOST_LEVELS) {
        const [order] = book.level(side, book.count(side) - 1)?.orders ?? [];
        if (!order || order.owner) break;
        this.market.withdraw(order);
      }
    }
  }

  #quote(side: Side, ticks: Ticks, depth: number, time: number): void {
    const size = this.ordinaryLots * (0.8 + 2.4 * this.random()) * (1 + depth * 0.12);
    this.market.submit({ side, ticks, lots: Math.max(1, Math.round(size)), owner: undefined }, time, 'rests');
  }

  /** Ticks to the next level: wider deeper in the book. */
  #gap(middle: number, depth: number): number {
    return Math.max(1, Math.round(middle * 0.00003 * (0.4 + 1.2 * this.random()) * (1 + depth / 15)));
  }
}

const priceOf = (touch: Touch, side: Side): Ticks => (side === 'BUY' ? touch.bid : touch.ask);

const deeper = (side: Side, ticks: Ticks, gap: number): Ticks => (side === 'BUY' ? ticks - gap : ticks + gap);

const isBetter = (side: Side, ticks: Ticks, than: Ticks): boolean =>
  side === 'BUY' ? ticks > than : ticks < than;
