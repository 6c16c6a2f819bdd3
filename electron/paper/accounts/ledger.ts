import { add, type Fixed, subtract, ZERO } from '../money/fixed';

export interface Balance {
  /** Available for new orders. */
  free: Fixed;
  /** Held by open orders. */
  locked: Fixed;
}

/** Free and locked amounts per asset. Neither can become negative: a movement that would throws, because it is a defect. */
export class Ledger {
  readonly #balances = new Map<string, Balance>();

  constructor(start: Iterable<readonly [asset: string, balance: Balance]> = []) {
    for (const [asset, balance] of start) this.#balances.set(asset, { ...balance });
  }

  balance(asset: string): Readonly<Balance> {
    return this.#balances.get(asset) ?? { free: ZERO, locked: ZERO };
  }

  entries(): IterableIterator<[string, Readonly<Balance>]> {
    return this.#balances.entries();
  }

  /** Moves free to locked; false, and nothing moved, when there is not enough. */
  lock(asset: string, amount: Fixed): boolean {
    if (this.balance(asset).free < amount) return false;
    this.#change(asset, -amount as Fixed, amount);
    return true;
  }

  unlock(asset: string, amount: Fixed): void {
    this.#change(asset, amount, -amount as Fixed);
  }

  credit(asset: string, amount: Fixed): void {
    this.#change(asset, amount, ZERO);
  }

  /** Takes a locked amount away. */
  spendLocked(asset: string, amount: Fixed): void {
    this.#change(asset, ZERO, subtract(ZERO, amount));
  }

  #change(asset: string, freeChange: Fixed, lockedChange: Fixed): void {
    const before = this.balance(asset);
    const free = add(before.free, freeChange);
    const locked = add(before.locked, lockedChange);
    if (free < ZERO || locked < ZERO) throw new RangeError(`the balance of ${asset} would become negative`);
    this.#balances.set(asset, { free, locked });
  }
}
