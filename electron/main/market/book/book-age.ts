/** A version that reaches us this long after REST told it (ms) came late: differences are made once a second, and travel. */
const IN_TIME_MS = 1_500;

/**
 * When the exchange last confirmed a followed book. Differences carry no time of their own, so a stream that runs late looks like one
 * that does not; what tells is a version that REST named earlier. Times are Unix ms of this machine.
 */
export class BookAge {
  #confirmedAt = 0;
  /** How late the stream was when it was last compared with REST, ms; 0 while it was not late. */
  #lag = 0;
  /** The newest answer: when it was asked for, and the version it told. */
  #told: { readonly askedAt: number; readonly version: number } | undefined;
  /** Arrivals since the question under way. */
  #arrivals: { readonly version: number; readonly at: number }[] | undefined;

  get confirmedAt(): number {
    return this.#confirmedAt;
  }

  get isLate(): boolean {
    return this.#lag > 0;
  }

  /** A question about the version is on its way. */
  asking(): void {
    this.#arrivals = [];
  }

  /** Its answer, with the newest version that the stream brought until now. */
  answered(askedAt: number, version: number, newest: number | undefined): void {
    this.#told = { askedAt, version };
    const reached = (this.#arrivals ?? []).filter((arrival) => arrival.version <= version).at(-1);
    this.#arrivals = undefined;
    if (reached !== undefined && reached.at - askedAt > IN_TIME_MS) this.#lag = reached.at - askedAt;
    else if (newest !== undefined && newest >= version) this.#lag = 0;
  }

  /** A difference came. */
  arrived(version: number, at: number): void {
    this.#arrivals?.push({ version, at });
    if (this.#told === undefined) return;
    const since = at - this.#told.askedAt;
    if (version <= this.#told.version && since > IN_TIME_MS) this.#lag = since;
    else if (version >= this.#told.version && since <= IN_TIME_MS) this.#lag = 0;
  }

  /** It was applied: the book is as fresh as the difference is. */
  applied(version: number, receivedAt: number): void {
    const told = this.#told;
    if (told === undefined || version > told.version) {
      this.confirm(receivedAt - this.#lag);
      return;
    }
    // The exchange was as far when we asked, so that arrivals since then proved nothing.
    if (receivedAt - told.askedAt > IN_TIME_MS) this.#confirmedAt = Math.min(this.#confirmedAt, told.askedAt);
    if (version === told.version) this.confirm(told.askedAt);
  }

  /** What we have was true then. */
  confirm(at: number): void {
    this.#confirmedAt = Math.max(this.#confirmedAt, at);
  }

  /** The book is another one now: what REST answered to a question of then. */
  restart(askedAt: number): void {
    this.#confirmedAt = askedAt;
  }

  /** The connection is a new one: nothing is known of its lateness. */
  forgetLag(): void {
    this.#lag = 0;
    this.#told = undefined;
    this.#arrivals = undefined;
  }
}
