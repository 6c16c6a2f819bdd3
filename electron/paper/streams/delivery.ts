import { assertNever } from '@shared/domain/assert-never';
import { corrupted } from '../faults/corrupt';
import type { Faults } from '../faults/faults';
import type { ConnectionFault, MessageFault } from '../faults/stream-rule';
import { type Json, toJson } from '../http/json';
import type { Outbox } from './outbox';

/** What a fault can do to a connection. */
export interface Faulty {
  /** The message's text as the client gets it. */
  wrap(name: string, payload: string): string;
  cut(how: 'reset' | 'close'): void;
  end(reason: string): void;
  expire(): void;
}

/** Brings the messages of one connection to its outbox, wrongly where a fault says so. */
export class Delivery {
  /** Streams that say nothing, until when (ms of `performance.now`). */
  readonly #silent = new Map<string, number>();
  /** Texts that wait for the next one of their stream. */
  readonly #overtaken = new Map<string, string>();

  constructor(
    private readonly connection: Faulty,
    private readonly outbox: Outbox,
    private readonly faults: Faults,
    private readonly random: () => number,
  ) {}

  deliver(name: string, message: Json, payload: string): void {
    if (performance.now() < (this.#silent.get(name) ?? 0)) return;
    const fault = this.faults.ofMessage(name);
    if (fault && 'on' in fault) this.strike(fault, [name]);
    else if (fault) this.#distort(fault, name, message, payload);
    else this.#put(name, this.connection.wrap(name, payload));
  }

  /** A fault of the whole connection; `names` are the streams it is about. */
  strike(fault: ConnectionFault, names: readonly string[]): void {
    switch (fault.kind) {
      case 'cut':
        return this.connection.cut(fault.how);
      case 'silence': {
        const until = fault.ms === undefined ? Infinity : performance.now() + fault.ms;
        for (const name of names) this.#silent.set(name, until);
        return;
      }
      case 'end':
        return this.connection.end('24 hours are over');
      case 'expire':
        return this.connection.expire();
      default:
        assertNever(fault);
    }
  }

  #distort(fault: MessageFault, name: string, message: Json, payload: string): void {
    const text = this.connection.wrap(name, payload);
    switch (fault.kind) {
      case 'delay':
        this.#put(name, text, fault.ms);
        return;
      case 'drop':
        return;
      case 'duplicate':
        this.#put(name, text);
        this.#put(name, text);
        return;
      case 'reorder':
        if (this.#overtaken.has(name)) this.#put(name, text);
        else this.#overtaken.set(name, text);
        return;
      case 'corrupt': {
        const wrong = this.connection.wrap(name, toJson(corrupted(message, fault, this.random)));
        this.#put(name, fault.how === 'json' ? wrong.slice(0, wrong.length / 2) : wrong);
        return;
      }
      case 'oversize':
        this.#put(name, text.padEnd(fault.bytes));
        return;
      default:
        assertNever(fault);
    }
  }

  #put(name: string, text: string, ms = 0): void {
    this.outbox.put(text, ms);
    const overtaken = this.#overtaken.get(name);
    if (overtaken === undefined) return;
    this.#overtaken.delete(name);
    this.outbox.put(overtaken);
  }
}
