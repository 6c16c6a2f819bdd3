import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StreamsState } from '@shared/domain/connection';
import type { StreamConnection } from '@shared/domain/diagnostics';
import type { TimeSource } from '../time-source';

/** What windows may know about the streams. Counts are since the streams were opened. */
export interface StreamsStatus {
  readonly connections: readonly StreamConnection[];
  readonly messages: number;
  readonly bytes: number;
  readonly state: StreamsState;
  /** Connections that are live, and connections that are wanted. */
  readonly live: number;
  readonly wanted: number;
  /** The last failure in one sentence, or empty when every wanted connection is live. */
  readonly failure: string;
  /** Unix ms of this machine, or null. */
  readonly lastMessageAt: number | null;
}

/** Messages come by the ten thousand a second; the status tells of them at most so often. */
export const STATUS_MS = 250;

/** What the lines are at one moment. */
export interface Shape {
  readonly connections: readonly StreamConnection[];
  readonly live: number;
  readonly wanted: number;
  readonly failure: string;
}

/** Keeps the status: a change of a connection is in it at once, counts of messages within {@link STATUS_MS}. */
export class StatusBoard {
  readonly store: StoreApi<StreamsStatus>;
  readonly #time: TimeSource;
  readonly #shape: () => Shape;
  #messages = 0;
  #bytes = 0;
  #lastMessageAt: number | null = null;
  #cancel: (() => void) | null = null;

  constructor(time: TimeSource, shape: () => Shape) {
    this.#time = time;
    this.#shape = shape;
    this.store = createStore<StreamsStatus>(() => ({
      connections: [],
      messages: 0,
      bytes: 0,
      state: 'off',
      live: 0,
      wanted: 0,
      failure: '',
      lastMessageAt: null,
    }));
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
    const shape = this.#shape();
    this.store.setState({
      ...shape,
      state: stateOf(shape),
      messages: this.#messages,
      bytes: this.#bytes,
      lastMessageAt: this.#lastMessageAt,
    });
  }
}

function stateOf({ live, wanted, failure }: Shape): StreamsState {
  if (wanted === 0) return 'off';
  if (live >= wanted) return 'live';
  if (live > 0) return 'partial';
  return failure === '' ? 'connecting' : 'unreachable';
}
