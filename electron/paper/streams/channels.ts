import { type Json, toJson } from '../http/json';
import type { Source } from './source';

/** Where the messages of a stream go. */
export interface Listener {
  /** `payload` is the message's text. */
  deliver(name: string, message: Json, payload: string): void;
}

interface Channel {
  readonly source: Source;
  readonly listeners: Set<Listener>;
}

/** The public streams that somebody follows; each message is made once, however many follow. */
export class Channels {
  readonly #channels = new Map<string, Channel>();

  /** `make` is called when nobody follows this stream yet. */
  join(name: string, make: () => Source, listener: Listener): void {
    const known = this.#channels.get(name);
    if (known) known.listeners.add(listener);
    else this.#channels.set(name, { source: make(), listeners: new Set([listener]) });
  }

  leave(name: string, listener: Listener): void {
    const channel = this.#channels.get(name);
    if (!channel?.listeners.delete(listener) || channel.listeners.size > 0) return;
    channel.source.end?.();
    this.#channels.delete(name);
  }

  /** Sends what is new at `now` (server time, ms): trades only, or with `second` everything. */
  send(now: number, second: boolean): void {
    for (const [name, { source, listeners }] of this.#channels) {
      if (!second && source.every === 'second') continue;
      for (const message of source.next(now)) {
        const payload = toJson(message);
        for (const listener of [...listeners]) listener.deliver(name, message, payload);
      }
    }
  }
}
