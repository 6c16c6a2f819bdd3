import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Json } from '../http/json';
import type { Faults } from '../faults/faults';
import type { ConnectionFault } from '../faults/stream-rule';
import { Delivery, type Faulty } from './delivery';
import { Outbox } from './outbox';
import { ACCOUNT_STREAM } from './user-channel';

/** PROTOCOL: a connection ends after 24 hours, is pinged every 3 minutes, and closed after 10 without a pong. */
const LIFETIME = 24 * 3_600_000;
const PING_EVERY = 3 * 60_000;
const PONG_WITHIN = 10 * 60_000;

/** Bytes that may wait for a client that does not read. */
const MOST_WAITING = 32 * 1024 * 1024;

/** Close codes (RFC 6455). */
const GOING_AWAY = 1001;
const POLICY = 1008;
const SERVER_FAULT = 1011;

/** What a connection is made of. */
export interface ConnectionParts {
  readonly socket: WebSocket;
  /** The socket below it. */
  readonly below: Duplex;
  /** Its streams, the account's as `account`. */
  readonly streams: readonly string[];
  /** The account's stream as the client named it, if it is among them. */
  readonly listenKey: string | undefined;
  /** Whether messages are wrapped as `{stream, data}`. */
  readonly combined: boolean;
  readonly faults: Faults;
  readonly random: () => number;
  /** Ends the listen key. */
  readonly expire: () => void;
}

/** One client's WebSocket: its messages, its heartbeat and its end. */
export class StreamConnection implements Faulty {
  readonly #outbox = new Outbox((text) => this.#send(text));
  readonly #delivery: Delivery;
  #lastPong = performance.now();
  #frozen = false;

  constructor(private readonly parts: ConnectionParts) {
    const { socket, faults, random } = parts;
    this.#delivery = new Delivery(this, this.#outbox, faults, random);
    socket.on('pong', () => (this.#lastPong = performance.now()));
    // A frame beyond the cap or against the protocol: ws closes the connection by itself.
    socket.on('error', () => undefined);
    const heartbeat = setInterval(() => this.#beat(), PING_EVERY);
    const life = setTimeout(() => this.end('24 hours are over'), LIFETIME);
    socket.once('close', () => {
      clearInterval(heartbeat);
      clearTimeout(life);
      this.#outbox.end();
    });
  }

  get streams(): readonly string[] {
    return this.parts.streams;
  }

  get listenKey(): string | undefined {
    return this.parts.listenKey;
  }

  /** Sends a message of one of its streams; `payload` is its text. */
  deliver(name: string, message: Json, payload: string): void {
    this.#delivery.deliver(name, message, payload);
  }

  /** A fault of the whole connection; `streams` are those it is about. */
  strike(fault: ConnectionFault, streams: readonly string[]): void {
    this.#delivery.strike(fault, streams);
  }

  /** Reads and says nothing until thawed, as a process that stands still. */
  freeze(frozen: boolean): void {
    if (frozen === this.#frozen) return;
    this.#frozen = frozen;
    if (frozen) {
      this.parts.socket.pause();
      this.#outbox.hold();
    } else {
      this.parts.socket.resume();
      this.#outbox.release();
    }
  }

  wrap(name: string, payload: string): string {
    const { combined, listenKey } = this.parts;
    if (!combined) return payload;
    return `{"stream":${JSON.stringify(this.#isAccount(name) ? listenKey : name)},"data":${payload}}`;
  }

  cut(how: 'reset' | 'close'): void {
    if (how === 'close') this.parts.socket.close(SERVER_FAULT);
    else if (this.parts.below instanceof Socket) this.parts.below.resetAndDestroy();
    else this.parts.below.destroy();
  }

  /** Ends it as at the end of its 24 hours. */
  end(reason: string): void {
    this.parts.socket.close(GOING_AWAY, reason);
  }

  /** Ends it because it may not go on. */
  forbid(reason: string): void {
    this.parts.socket.close(POLICY, reason);
  }

  expire(): void {
    this.parts.expire();
  }

  /** Ends it without a word. */
  terminate(): void {
    this.parts.socket.terminate();
  }

  #isAccount(name: string): boolean {
    return this.parts.listenKey !== undefined && name === ACCOUNT_STREAM;
  }

  #beat(): void {
    if (this.#frozen) return;
    if (performance.now() - this.#lastPong > PONG_WITHIN) this.terminate();
    else this.parts.socket.ping();
  }

  #send(text: string): void {
    const { socket } = this.parts;
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > MOST_WAITING) this.terminate();
    else socket.send(text);
  }
}
