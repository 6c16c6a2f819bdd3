/** By when something must have come. Set anew with the same time it costs no new timer: there are three for each request. */
export class Deadline<What> {
  readonly #missed: (what: What) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ms = 0;
  #what: What | undefined;

  constructor(missed: (what: What) => void) {
    this.#missed = missed;
  }

  /** `what` is told when it has not come within `ms`. */
  set(ms: number, what: What): void {
    this.#what = what;
    if (this.#timer !== undefined && this.#ms === ms) return void this.#timer.refresh();
    clearTimeout(this.#timer);
    this.#ms = ms;
    this.#timer = setTimeout(() => this.#late(), ms);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #late(): void {
    this.#timer = undefined;
    this.#missed(this.#what as What);
  }
}
