import type { Wire } from './http/wire';

interface Member {
  readonly wire: Wire;
  busy: number;
}

/**
 * Connections for one kind of request. Requests in a row all use the first; another is opened only while those before it wait for
 * their answers.
 */
export class Lane {
  readonly #members: Member[] = [];
  readonly #make: () => Wire;
  readonly #most: number;

  constructor(make: () => Wire, most: number) {
    this.#make = make;
    this.#most = most;
  }

  /** Runs `use` with a connection that is free, or with the one that has the fewest requests before it. */
  async with<T>(use: (wire: Wire) => Promise<T>): Promise<T> {
    const member = this.#free();
    member.busy += 1;
    try {
      return await use(member.wire);
    } finally {
      member.busy -= 1;
    }
  }

  /** Lets requests on the way end. */
  close(): void {
    for (const { wire } of this.#members) wire.close();
  }

  /** Breaks requests on the way. */
  destroy(): void {
    for (const { wire } of this.#members) wire.destroy();
  }

  #free(): Member {
    let best: Member | undefined;
    for (const member of this.#members) {
      if (member.busy === 0) return member;
      if (best === undefined || member.busy < best.busy) best = member;
    }
    if (best !== undefined && this.#members.length >= this.#most) return best;
    const member = { wire: this.#make(), busy: 0 };
    this.#members.push(member);
    return member;
  }
}
