/** An exact sum of safe integers, in the quick kind of number for as long as that is exact. */
export class ExactSum {
  #quick = 0;
  #large = 0n;

  add(amount: number): void {
    const sum = this.#quick + amount;
    if (Number.isSafeInteger(sum)) {
      this.#quick = sum;
      return;
    }
    this.#large += BigInt(this.#quick);
    this.#quick = amount;
  }

  /** Adds `a × b` of safe integers, whose product need not be one. */
  addProduct(a: number, b: number): void {
    const product = a * b;
    if (Number.isSafeInteger(product)) this.add(product);
    else this.addLarge(BigInt(a) * BigInt(b));
  }

  addLarge(amount: bigint): void {
    this.#large += amount;
  }

  get total(): bigint {
    return this.#large + BigInt(this.#quick);
  }
}
