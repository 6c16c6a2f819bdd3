import type { Dispatcher } from 'undici';

interface Member {
  /** Keeps at most one connection, without pipelining. */
  readonly dispatcher: Dispatcher;
  busy: number;
}

/**
 * Connections for one kind of request. Requests in a row all use the first; another is opened only while those before it wait for
 * their answers. (undici's own pool would open a second one: it takes a connection for busy until the event loop has turned once
 * after an answer.)
 */
export class Lane {
  readonly #members: Member[] = [];
  readonly #make: () => Dispatcher;
  readonly #most: number;

  constructor(make: () => Dispatcher, most: number) {
    this.#make = make;
    this.#most = most;
  }

  /** Runs `use` with a connection that is free, or with the one that has the fewest requests before it. */
  async with<T>(use: (dispatcher: Dispatcher) => Promise<T>): Promise<T> {
    const member = this.#free();
    member.busy += 1;
    try {
      return await use(member.dispatcher);
    } finally {
      member.busy -= 1;
    }
  }

  /** Lets requests on the way end. */
  async close(): Promise<void> {
    await Promise.all(this.#members.map(({ dispatcher }) => dispatcher.close()));
  }

  /** Breaks requests on the way. */
  async destroy(): Promise<void> {
    await Promise.all(this.#members.map(({ dispatcher }) => dispatcher.destroy()));
  }

  #free(): Member {
    let best: Member | undefined;
    for (const member of this.#members) {
      if (member.busy === 0) return member;
      if (best === undefined || member.busy < best.busy) best = member;
    }
    if (best !== undefined && this.#members.length >= this.#most) return best;
    const member = { dispatcher: this.#make(), busy: 0 };
    this.#members.push(member);
    return member;
  }
}
