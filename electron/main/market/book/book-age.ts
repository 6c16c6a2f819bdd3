/** A version that reaches us this long after REST told it (ms) came late: differences are made once a second, and travel. */
const IN_TIME_MS = 1_500;

/** REST told a version that the stream had not brought yet. */
interface Told {
  readonly askedAt: number;
  readonly version: number;
  /** Whether it must come by the stream: the stream had begun before REST was asked. */
  readonly mustCome: boolean;
}

/**
 * When the exchange last confirmed a followed book. Differences carry no time of their own, so a stream that runs late looks like one
 * that does not; what tells is a version that REST named earlier. Times are Unix ms of this machine.
 */
export class BookAge {
  #confirmedAt = 0;
  /** How late the stream was when it was last compared with REST, ms; 0 while it was not late. */
  #lag = 0;
  /** What REST told and the stream has yet to bring, oldest first. */
  #told: Told[] = [];
  /** The last question whose answer the stream has brought: whoever has its version has what was true then. */
  #reached = { askedAt: 0, version: 0 };
  /** Arrivals since the question under way, and whether there had been any before. */
  #question: { readonly hasBegun: boolean; readonly arrivals: { version: number; at: number }[] } | undefined;

  get confirmedAt(): number {
    return this.#confirmedAt;
  }

  get isLate(): boolean {
    return this.#lag > 0;
  }

  /** REST is asked for its version; the stream has brought `newest` until now. */
  asking(newest: number | undefined): void {
    this.#question = { hasBegun: newest !== undefined, arrivals: [] };
  }

  /** REST told `version`; the stream has brought `newest` until now. */
  answered(askedAt: number, version: number, newest: number | undefined): void {
    const { hasBegun, arrivals } = this.#question ?? { hasBegun: false, arrivals: [] };
    this.#question = undefined;
    if (newest === undefined || newest < version) {
      this.#told.push({ askedAt, version, mustCome: hasBegun });
      return;
    }
    const arrival = arrivals.find((each) => each.version >= version);
    this.#compared({ askedAt, version }, arrival === undefined ? 0 : arrival.at - askedAt);
  }

  /** The stream brought a difference. */
  arrived(version: number, at: number): void {
    this.#question?.arrivals.push({ version, at });
    for (let next = this.#told[0]; next !== undefined; next = this.#told[0]) {
      const since = at - next.askedAt;
      if (version < next.version) {
        // On its way while REST was asked already.
        if (since > IN_TIME_MS && !next.mustCome) this.#lag = since;
        return;
      }
      this.#told.shift();
      if (next.mustCome || version === next.version) this.#compared(next, since);
    }
  }

  /** It was applied: the book is as fresh as the difference is. */
  applied(version: number, receivedAt: number): void {
    const next = this.#told[0];
    let at = receivedAt - this.#lag;
    if (next !== undefined && receivedAt - next.askedAt > IN_TIME_MS) {
      // The exchange was further when it was asked, so that arrivals since then proved nothing.
      at = Math.min(at, next.askedAt);
      this.#confirmedAt = Math.min(this.#confirmedAt, next.askedAt);
    }
    if (version >= this.#reached.version) at = Math.max(at, this.#reached.askedAt);
    this.confirm(at);
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
    this.#told = [];
    this.#reached = { askedAt: 0, version: 0 };
    this.#question = undefined;
  }

  #compared(
    { askedAt, version }: { readonly askedAt: number; readonly version: number },
    since: number,
  ): void {
    this.#reached = { askedAt, version };
    this.#lag = since > IN_TIME_MS ? since : 0;
  }
}
