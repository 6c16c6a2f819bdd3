/** Sends in the order given, each text at its time; nothing while held. */
export class Outbox {
  readonly #waiting: { readonly text: string; readonly due: number }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #held = false;

  constructor(private readonly send: (text: string) => void) {}

  /** Sends a text `ms` from now, and never before those given earlier. */
  put(text: string, ms = 0): void {
    if (ms === 0 && this.#waiting.length === 0 && !this.#held) {
      this.send(text);
      return;
    }
    this.#waiting.push({ text, due: Math.max(performance.now() + ms, this.#waiting.at(-1)?.due ?? 0) });
    this.#flush();
  }

  /** Lets nothing out until `release`. */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.#flush();
  }

  /** Forgets what waits. */
  end(): void {
    clearTimeout(this.#timer);
    this.#waiting.length = 0;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    while (!this.#held) {
      const first = this.#waiting[0];
      if (!first) return;
      const early = first.due - performance.now();
      if (early > 0) {
        this.#timer = setTimeout(() => this.#flush(), early);
        return;
      }
      this.#waiting.shift();
      this.send(first.text);
    }
  }
}
