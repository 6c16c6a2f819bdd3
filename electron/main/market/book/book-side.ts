import type { Level } from '@shared/domain/market';
import type { PriceKey } from './price-key';

/** Holes beyond this, or beyond the number of levels, are closed. */
const FEW_HOLES = 64;

/**
 * The levels of one side in the order of their prices, the best last. A level that is taken away leaves a hole with its price: books
 * flicker, so the same price soon comes back and finds its place, and any other insertion moves only what is before the next hole.
 */
export class BookSide {
  /** 1 for bids, -1 for asks: times this, the better price has the greater key. */
  readonly #sign: 1 | -1;
  /** Times the sign, rising, without doubles. */
  #keys: PriceKey[] = [];
  /** At the same index; undefined is a hole. The last one is never a hole. */
  #levels: (Level | undefined)[] = [];
  #size = 0;

  constructor(readonly name: 'bids' | 'asks') {
    this.#sign = name === 'bids' ? 1 : -1;
  }

  /** Number of levels. */
  get size(): number {
    return this.#size;
  }

  /** The best level, or undefined when the side is empty. */
  get best(): Level | undefined {
    return this.#levels[this.#levels.length - 1];
  }

  /** The key of the best level times 1 for bids and -1 for asks, or undefined when the side is empty. */
  get bestKey(): PriceKey | undefined {
    return this.#keys[this.#keys.length - 1];
  }

  /** Puts the level at its price, in place of what was there. */
  set(price: PriceKey, level: Level): void {
    const keys = this.#keys;
    const levels = this.#levels;
    const key = this.#signed(price);
    const at = this.#find(key);
    if (at < keys.length && keys[at] === key) {
      if (levels[at] === undefined) this.#size += 1;
      levels[at] = level;
      return;
    }
    let hole = at;
    while (hole < levels.length && levels[hole] !== undefined) hole += 1;
    if (hole === levels.length) {
      keys.push(key);
      levels.push(level);
    }
    for (; hole > at; hole -= 1) {
      keys[hole] = keys[hole - 1] as PriceKey;
      levels[hole] = levels[hole - 1];
    }
    keys[at] = key;
    levels[at] = level;
    this.#size += 1;
  }

  /** Takes the level away, if there is one. */
  remove(price: PriceKey): void {
    const keys = this.#keys;
    const levels = this.#levels;
    const key = this.#signed(price);
    const at = this.#find(key);
    if (at === keys.length || keys[at] !== key || levels[at] === undefined) return;
    levels[at] = undefined;
    this.#size -= 1;
    while (levels.length > 0 && levels[levels.length - 1] === undefined) {
      keys.pop();
      levels.pop();
    }
    if (levels.length > 2 * this.#size + FEW_HOLES) this.#closeHoles();
  }

  clear(): void {
    this.#keys = [];
    this.#levels = [];
    this.#size = 0;
  }

  /** Best first, at most `most`, none worse than `bound` where it is given. */
  top(most: number, bound?: PriceKey): Level[] {
    const top: Level[] = [];
    const worst = bound === undefined ? 0 : this.#find(this.#signed(bound));
    for (let at = this.#levels.length - 1; at >= worst && top.length < most; at -= 1) {
      const level = this.#levels[at];
      if (level !== undefined) top.push(level);
    }
    return top;
  }

  /** All that are worse than `bound`. */
  beyond(bound: PriceKey): Level[] {
    return this.#levels.slice(0, this.#find(this.#signed(bound))).filter((level) => level !== undefined);
  }

  #signed(price: PriceKey): PriceKey {
    return this.#sign > 0 ? price : -price;
  }

  /** The index of the first key that is not less. */
  #find(key: PriceKey): number {
    const keys = this.#keys;
    let low = 0;
    let high = keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((keys[middle] as PriceKey) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #closeHoles(): void {
    this.#keys = this.#keys.filter((_, at) => this.#levels[at] !== undefined);
    this.#levels = this.#levels.filter((level) => level !== undefined);
  }
}
