import type { Decimal } from '@shared/domain/decimal';
import type { Trade } from '@shared/domain/market';

/** Ids are digits without a limit: the longer is the greater. */
export function compareIds(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether `a` came after `b`: by id where both have one, else by time. */
export function isNewer(a: Trade, b: Trade): boolean {
  return a.id !== '' && b.id !== '' ? compareIds(a.id, b.id) > 0 : a.time > b.time;
}

/** Oldest first: by time, and within a millisecond by id where all have one, else as they were. */
export function inOrder(trades: readonly Trade[]): Trade[] {
  const sorted = trades.toSorted((a, b) => a.time - b.time);
  const ordered: Trade[] = [];
  for (let start = 0; start < sorted.length;) {
    let end = start + 1;
    while (end < sorted.length && sorted[end]?.time === sorted[start]?.time) end += 1;
    const sameTime = sorted.slice(start, end);
    if (sameTime.every(({ id }) => id !== '')) sameTime.sort((a, b) => compareIds(a.id, b.id));
    ordered.push(...sameTime);
    start = end;
  }
  return ordered;
}

/** What tells trades apart where they have no ids. */
export function keyOf({ price, quantity, time }: Trade): string {
  return `${time} ${withoutZeros(price)} ${withoutZeros(quantity)}`;
}

/** One spelling for each number: `01.50` is `1.5`. */
function withoutZeros(text: Decimal): string {
  const whole = text.replace(/^0+(?=\d)/, '');
  return whole.includes('.') ? whole.replace(/\.?0+$/, '') : whole;
}

/** Trades to be taken out one by one, by what tells them apart. */
export class TradePool {
  readonly #byKey = new Map<string, Trade[]>();

  /** @param trades oldest first */
  constructor(trades: readonly Trade[]) {
    for (const trade of trades) {
      const key = keyOf(trade);
      const same = this.#byKey.get(key);
      if (same) same.push(trade);
      else this.#byKey.set(key, [trade]);
    }
  }

  /** Takes the oldest trade out that looks like this one. */
  take(like: Trade): Trade | undefined {
    return this.#byKey.get(keyOf(like))?.shift();
  }

  /** Those that were not taken. */
  rest(): Trade[] {
    return [...this.#byKey.values()].flat();
  }
}
