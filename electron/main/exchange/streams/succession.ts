import type { TimeSource } from '../time-source';

/** How long the old connection goes on beside the new one: what was on its way over the old one still arrives. */
export const OVERLAP_MS = 2_000;

interface Held<E> {
  readonly event: E;
  readonly receivedAt: number;
  /** Monotonic ms. */
  readonly at: number;
}

interface Carrier<E> {
  /** What it brought while an older one was heard. */
  held: Held<E>[];
  /** What was heard from older ones since it joined, as JSON: it will bring the same. How many of each, and when the last was heard. */
  readonly copies: Map<string, { readonly count: number; readonly at: number }>;
}

/**
 * Makes one sequence of the events of one stream while several connections carry it: the oldest is heard, and what a newer one brings
 * is held until the oldest ends or {@link OVERLAP_MS} have passed; then it is heard, without what was heard already. So nothing is
 * lost, comes twice, or overtakes what is still on its way, although one connection can be faster than the other.
 */
export class Succession<E> {
  readonly #time: Pick<TimeSource, 'monotonic'>;
  readonly #hear: (event: E, receivedAt: number) => void;
  /** Oldest first. */
  readonly #carriers = new Map<unknown, Carrier<E>>();

  constructor(time: Pick<TimeSource, 'monotonic'>, hear: (event: E, receivedAt: number) => void) {
    this.#time = time;
    this.#hear = hear;
  }

  get isEmpty(): boolean {
    return this.#carriers.size === 0;
  }

  /** Whether another connection than this one carries the stream. */
  hasOther(carrier: unknown): boolean {
    return this.#carriers.size > (this.#carriers.has(carrier) ? 1 : 0);
  }

  join(carrier: unknown): void {
    this.#carriers.set(carrier, { held: [], copies: new Map() });
  }

  leave(carrier: unknown): void {
    this.#carriers.delete(carrier);
    this.#release();
  }

  /** An event came over this connection. */
  take(carrier: unknown, event: E, receivedAt: number): void {
    const from = this.#carriers.get(carrier);
    // It had its time: a newer one is heard.
    if (from === undefined) return;
    if (this.#carriers.size === 1 && from.copies.size === 0) {
      this.#hear(event, receivedAt);
      return;
    }
    const news = { event, receivedAt, at: this.#time.monotonic() };
    if (from === this.#oldest()) {
      this.#hearOnce(from, news);
      return;
    }
    from.held.push(news);
    if (news.at - (from.held[0]?.at ?? news.at) <= OVERLAP_MS) return;
    for (const [older, { held }] of this.#carriers) {
      if (held === from.held) break;
      this.#carriers.delete(older);
    }
    this.#release();
  }

  /** What the oldest one still holds is its turn now. */
  #release(): void {
    const oldest = this.#oldest();
    if (oldest === undefined) return;
    const { held } = oldest;
    oldest.held = [];
    for (const news of held) this.#hearOnce(oldest, news);
  }

  #hearOnce(from: Carrier<E>, { event, receivedAt, at }: Held<E>): void {
    const text = JSON.stringify(event);
    if (isCopy(from.copies, text, at)) return;
    for (const { copies } of this.#carriers.values())
      if (copies !== from.copies) expectCopy(copies, text, at);
    this.#hear(event, receivedAt);
  }

  #oldest(): Carrier<E> | undefined {
    return this.#carriers.values().next().value;
  }
}

type Copies = Carrier<unknown>['copies'];

function expectCopy(copies: Copies, text: string, at: number): void {
  const count = (copies.get(text)?.count ?? 0) + 1;
  copies.delete(text);
  copies.set(text, { count, at });
  forgetOld(copies, at);
}

/** Each event that was heard stands for one copy: the same event can be news again, as the top of a quiet book is each second. */
function isCopy(copies: Copies, text: string, at: number): boolean {
  const found = copies.get(text);
  if (found === undefined) {
    forgetOld(copies, at);
    return false;
  }
  if (found.count > 1) copies.set(text, { count: found.count - 1, at: found.at });
  else copies.delete(text);
  return true;
}

/** A copy comes within the overlap and what the slower connection takes; later the same event is another one. */
function forgetOld(copies: Copies, now: number): void {
  for (const [text, { at }] of copies) {
    if (now - at <= 2 * OVERLAP_MS) return;
    copies.delete(text);
  }
}
