import { ExactSum } from './exact-sum';
import { made } from './made-trades';

/** Exact volumes of past trades. */
export class TradeSums {
  readonly lots = new ExactSum();
  readonly tickLots = new ExactSum();
  readonly takerLots = new ExactSum();
  readonly takerTickLots = new ExactSum();

  /** Counts the trades made last, from the number `first` up to, not including, `last`. */
  add(first: number, last: number): void {
    const { ticks, lots, buyerIsMaker } = made;
    let [all, quote, taker, takerQuote] = [0, 0, 0, 0];
    for (let index = first; index < last; index++) {
      const quantity = lots[index] ?? 0;
      const product = (ticks[index] ?? 0) * quantity;
      all += quantity;
      quote += product;
      if (buyerIsMaker[index] === 1) continue;
      taker += quantity;
      takerQuote += product;
    }
    // Nothing is negative: where the largest sum is exact, all others were on the way.
    if (!Number.isSafeInteger(quote)) return this.#addEach(first, last);
    this.lots.add(all);
    this.tickLots.add(quote);
    this.takerLots.add(taker);
    this.takerTickLots.add(takerQuote);
  }

  #addEach(first: number, last: number): void {
    for (let index = first; index < last; index++) {
      const [price, quantity] = [made.ticks[index] ?? 0, made.lots[index] ?? 0];
      this.lots.add(quantity);
      this.tickLots.addProduct(price, quantity);
      if (made.buyerIsMaker[index] === 1) continue;
      this.takerLots.add(quantity);
      this.takerTickLots.addProduct(price, quantity);
    }
  }
}
