import type { Ticks } from '../listing/instrument';
import type { AccountOrder } from '../accounts/order';
import type { Level, Side } from '../matching/order-book';
import type { Market } from './market';
import { tradeLots } from './made-trades';
import type { PricePath } from './price-path';
import { type Touch, touchAround } from './touch';

/** Levels a side may have beyond those kept. */
const SPARE_LEVELS = 30;
/** Share of the moments that are a trade, while the price stands and while it moves, at the usual pace of steps and trades. */
const STANDING = 0.15;
const MOVING = 0.3;
/** Share of the small changes of a storm that are a trade, and that take a level away. */
const STIRRED_TRADE = 0.03;
const STIRRED_LEVEL = 0.1;

/**
 * Makes one symbol's practice market: quotes around a moving price and trades against what rests, all by real matching.
 * Its orders have no owner and no balance.
 */
export class MarketMaker {
  #stepped = false;

  constructor(
    private readonly market: Market,
    private readonly path: PricePath,
    private readonly random: () => number,
    private readonly ordinaryLots: number,
    /** Levels kept on each side. */
    private readonly levels: number,
  ) {}

  /** Quotes best prices around a middle price (ticks). A customer's order that the price has moved through is matched at its own price. */
  fillTouch(middle: number, time: number): void {
    const touch = touchAround(middle);
    for (const side of ['BUY', 'SELL'] as const) this.#quote(side, priceOf(touch, side), 0, time);
  }

  /** One moment of market life at `time` (ms); `eagerness` is the chance of a trade against the usual one. */
  step(time: number, eagerness = 1): void {
    const middle = this.path.at(time);
    const touch = touchAround(middle);
    this.#trade(touch, time, eagerness);
    for (const side of ['BUY', 'SELL'] as const) this.#withdrawBeyond(side, touch);
    for (const side of ['BUY', 'SELL'] as const) this.#quoteTouch(side, touch, time);
    this.#refresh(Math.floor(this.random() * 12), time);
    this.keepDepth(middle, time);
    // Between a slow start and the first step the price may have left the last trade behind.
    if (!this.#stepped) this.#bringLast(time);
    this.#stepped = true;
  }

  /** One small change that leaves the price where it is: a quote changes its size, a level comes or goes, or somebody takes a little. */
  stir(time: number): void {
    const { book } = this.market;
    const kind = this.random();
    // Mostly near the touch, as in life.
    const depth = Math.floor(this.random() ** 2 * this.levels);
    if (kind < STIRRED_TRADE) {
      const side = this.random() < 0.5 ? 'BUY' : 'SELL';
      const best = book.best(side === 'BUY' ? 'SELL' : 'BUY');
      if (best) this.#take(side, best.ticks, this.ordinaryLots * 0.1, time);
    } else if (kind < STIRRED_LEVEL && depth > 0) {
      const side = this.random() < 0.5 ? 'BUY' : 'SELL';
      const level = book.level(side, depth);
      const better = book.level(side, depth - 1);
      if (!level || !better) return;
      const between = Math.round((level.ticks + better.ticks) / 2);
      if (book.count(side) > this.levels) this.#withdraw(level);
      else if (!book.at(side, between)) this.#quote(side, between, depth, time);
    } else {
      this.#refresh(depth, time);
    }
  }

  /** Keeps the wanted number of levels on both sides around a middle price (ticks). */
  keepDepth(middle: number, time: number): void {
    const { book } = this.market;
    for (const side of ['BUY', 'SELL'] as const) {
      while (book.count(side) < this.levels) {
        const count = book.count(side);
        const deepest = book.level(side, count - 1)?.ticks ?? priceOf(touchAround(middle), side);
        const price = deeper(side, deepest, this.#gap(middle, count));
        if (price < 1) break;
        this.#quote(side, price, count, time);
        if (book.count(side) === count) break;
      }
      while (book.count(side) > this.levels + SPARE_LEVELS) {
        const [order] = book.level(side, book.count(side) - 1)?.orders ?? [];
        if (!order || order.owner) break;
        this.market.withdraw(order);
      }
    }
  }

  /** Somebody takes: more often when the price moves, and then in the direction of the move. */
  #trade(touch: Touch, time: number, eagerness: number): void {
    const { book } = this.market;
    const bid = book.best('BUY')?.ticks ?? touch.bid;
    const ask = book.best('SELL')?.ticks ?? touch.ask;
    const move = touch.bid + touch.ask - bid - ask;
    if (this.random() > eagerness * (move === 0 ? STANDING : MOVING)) return;
    const buys = this.random() < (move > 0 ? 0.8 : move < 0 ? 0.2 : 0.5);
    this.#take(
      buys ? 'BUY' : 'SELL',
      buys ? Math.max(ask, touch.ask) : Math.min(bid, touch.bid),
      this.ordinaryLots * 1.2,
      time,
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

  /** Changes the size of one quote of a level, `depth` levels from the touch. */
  #refresh(depth: number, time: number): void {
    const side = this.random() < 0.5 ? 'BUY' : 'SELL';
    const level = this.market.book.level(side, depth);
    if (level && this.#withdraw(level)) this.#quote(side, level.ticks, depth, time);
  }

  /** Takes back one own quote of a level; false when there is none. */
  #withdraw(level: Level<AccountOrder>): boolean {
    const order = level.orders.find((candidate) => !candidate.owner);
    if (order) this.market.withdraw(order);
    return order !== undefined;
  }

  /** Takes a little at the best price when the last trade lies outside the best prices. */
  #bringLast(time: number): void {
    const { book, history } = this.market;
    const [bid, ask] = [book.best('BUY'), book.best('SELL')];
    if (bid && history.lastTicks < bid.ticks) this.#take('SELL', bid.ticks, this.ordinaryLots * 0.1, time);
    else if (ask && history.lastTicks > ask.ticks)
      this.#take('BUY', ask.ticks, this.ordinaryLots * 0.1, time);
  }

  #take(side: Side, ticks: Ticks, ordinary: number, time: number): void {
    const lots = tradeLots(ordinary, this.random());
    this.market.submit({ side, ticks, lots, owner: undefined }, time, 'expires');
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
