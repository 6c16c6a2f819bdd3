import type { WebSocket } from 'ws';
import { ACCOUNT_STREAM } from './user-channel';

/** PROTOCOL: a connection ends after 24 hours, is pinged every 3 minutes, and closed after 10 without a pong. */
export const LIFETIME = 24 * 3_600_000;
export const PING_EVERY = 3 * 60_000;
export const PONG_WITHIN = 10 * 60_000;

/** Bytes that may wait for a client that does not read. */
const MOST_WAITING = 32 * 1024 * 1024;

/** Close codes (RFC 6455). */
const GOING_AWAY = 1001;
const POLICY = 1008;

/** One client's WebSocket, its heartbeat and its end. */
export class StreamConnection {
  readonly #timers: NodeJS.Timeout[];
  #lastPong = Date.now();

  /**
   * @param names the streams it carries, as the client named them
   * @param listenKey the name among them that is the account's, if any
   */
  constructor(
    private readonly socket: WebSocket,
    readonly names: readonly string[],
    private readonly combined: boolean,
    readonly listenKey: string | undefined,
  ) {
    socket.on('pong', () => (this.#lastPong = Date.now()));
    // A frame beyond the cap or against the protocol: ws closes the connection by itself.
    socket.on('error', () => undefined);
    this.#timers = [
      setInterval(() => this.#beat(), PING_EVERY),
      setTimeout(() => this.end('24 hours are over'), LIFETIME),
    ];
    socket.once('close', () => this.#timers.forEach((timer) => clearTimeout(timer)));
  }

  /** Sends a message of one of its streams; `payload` is JSON text. */
  deliver(name: string, payload: string): void {
    this.#send(this.combined ? `{"stream":${JSON.stringify(this.#named(name))},"data":${payload}}` : payload);
  }

  /** Ends it as at the end of its 24 hours. */
  end(reason: string): void {
    this.socket.close(GOING_AWAY, reason);
  }

  /** Ends it because it may not go on. */
  forbid(reason: string): void {
    this.socket.close(POLICY, reason);
  }

  #named(name: string): string {
    return name === ACCOUNT_STREAM ? (this.listenKey ?? name) : name;
  }

  #beat(): void {
    if (Date.now() - this.#lastPong > PONG_WITHIN) this.socket.terminate();
    else this.socket.ping();
  }

  #send(text: string): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > MOST_WAITING) this.socket.terminate();
    else this.socket.send(text);
  }
}
