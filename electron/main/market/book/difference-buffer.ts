import type { DepthEvent } from '../../exchange/streams/streams';

interface Difference {
  readonly event: DepthEvent;
  /** Unix ms of this machine. */
  readonly receivedAt: number;
}

/** How a difference came: in its turn, after one with a greater version, or again. */
export type Order = 'next' | 'late' | 'duplicate';

/** Differences kept, so that a snapshot that was long on its way can still be joined: minutes of them at one a second. */
const MOST_KEPT = 300;

/** The differences of one book by version, as they came. PROTOCOL: each version is the previous one's plus 1. */
export class DifferenceBuffer {
  readonly #kept = new Map<number, Difference>();
  /** The greatest version so far, or undefined before the first. */
  #newest: number | undefined;

  get newest(): number | undefined {
    return this.#newest;
  }

  /** Keeps a difference, unless it came before. */
  add(difference: Difference): Order {
    const { version } = difference.event;
    if (this.#kept.has(version)) return 'duplicate';
    const late = this.#newest !== undefined && version < this.#newest;
    if (!late) this.#newest = version;
    this.#kept.set(version, difference);
    if (this.#kept.size > MOST_KEPT) this.#dropOldest();
    return late ? 'late' : 'next';
  }

  get(version: number): Difference | undefined {
    return this.#kept.get(version);
  }

  /** Whether the differences after a snapshot of this version go on from it without a hole at its seam. */
  continues(version: number): boolean {
    return this.#newest === undefined || this.#newest <= version || this.#kept.has(version + 1);
  }

  clear(): void {
    this.#kept.clear();
    this.#newest = undefined;
  }

  #dropOldest(): void {
    // They came nearly in order: the first in is among the oldest.
    for (const version of this.#kept.keys()) {
      this.#kept.delete(version);
      return;
    }
  }
}
