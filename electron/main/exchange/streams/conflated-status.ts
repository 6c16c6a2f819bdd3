import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TimeSource } from '../time-source';

/** What came so far. `lastMessageAt` is Unix ms of this machine, or null. */
export interface Traffic {
  readonly messages: number;
  readonly bytes: number;
  readonly lastMessageAt: number | null;
}

/** Messages come by the ten thousand a second; the status tells of them at most so often. */
const STATUS_MS = 250;

/** A status in a store: a change of a connection is in it at once (`write`), counts of messages within {@link STATUS_MS}. */
export class ConflatedStatus<T> {
  readonly store: StoreApi<T>;
  readonly #time: TimeSource;
  readonly #make: (traffic: Traffic) => T;
  #messages = 0;
  #bytes = 0;
  #lastMessageAt: number | null = null;
  #cancel: (() => void) | null = null;

  /** `make` is called for the first status too. */
  constructor(time: TimeSource, make: (traffic: Traffic) => T) {
    this.#time = time;
    this.#make = make;
    this.store = createStore<T>(() => make({ messages: 0, bytes: 0, lastMessageAt: null }));
  }

  /** Counts a message that came at `at` (Unix ms of this machine). */
  count(bytes: number, at: number): void {
    this.#messages += 1;
    this.#bytes += bytes;
    this.#lastMessageAt = at;
    this.#cancel ??= this.#time.after(STATUS_MS, () => this.write(), true);
  }

  write(): void {
    this.#cancel?.();
    this.#cancel = null;
    const traffic = { messages: this.#messages, bytes: this.#bytes, lastMessageAt: this.#lastMessageAt };
    this.store.setState(this.#make(traffic), true);
  }
}
