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

  get total(): bigint {
    return this.#large + BigInt(this.#quick);
  }
}
