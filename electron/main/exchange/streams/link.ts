import type { TimeSource } from '../time-source';
import type { OpenSocket, Socket, SocketEnd } from './socket';

/** Why a link ended: the socket's own end, or what a look at it told. */
export interface LinkEnd extends Omit<SocketEnd, 'cause'> {
  readonly cause: SocketEnd['cause'] | 'pong-timeout' | 'silent';
}

export interface LinkOptions {
  readonly open: OpenSocket;
  readonly path: string;
  /**
   * PROTOCOL promises data each second on it (`<s>@spotDepth<levels>`, "whole top of book"). All other streams may be silent for as
   * long as nothing happens, so that of them only those who know the market can tell.
   */
  readonly regular: boolean;
  readonly time: TimeSource;
  /** From now on the exchange sends. */
  readonly onLive: () => void;
  readonly onText: (text: string, bytes: number) => void;
  readonly onBinary: (bytes: number) => void;
  /** Once, the last call; not after `close`. */
  readonly onEnd: (end: LinkEnd) => void;
}

/** From the first attempt at a connection (proxy, TCP, TLS, upgrade) to its being open. */
const HANDSHAKE_MS = 10_000;
/** Between two looks at an open connection: at one it is pinged, at the next there must have been a sign of life. */
const PING_MS = 20_000;
const PONG_MS = 10_000;
/** How long a connection with regular data may say nothing. */
const SILENCE_MS = 15_000;

/**
 * One connection from its first attempt to its end, watched: it must open within {@link HANDSHAKE_MS}, answer pings within
 * {@link PONG_MS} (anything that comes is an answer), and say something where the protocol promises it. One timer at a time.
 */
export class Link {
  readonly #options: LinkOptions;
  readonly #socket: Socket;
  #cancelTimer: () => void;
  #ended = false;
  /** Monotonic ms. */
  #heardAt = 0;
  #saidAt = 0;
  /** Unix ms of this machine, for the status. */
  openedAt: number | null = null;
  lastMessageAt: number | null = null;

  constructor(options: LinkOptions) {
    this.#options = options;
    const { time } = options;
    this.#cancelTimer = time.after(HANDSHAKE_MS, () => this.#late(), true);
    this.#socket = options.open(options.path, {
      onOpen: () => this.#opened(),
      onText: (text, bytes) => {
        this.#said();
        options.onText(text, bytes);
      },
      onBinary: (bytes) => {
        this.#said();
        options.onBinary(bytes);
      },
      onSign: () => (this.#heardAt = time.monotonic()),
      onEnd: (end) => this.#end(end),
    });
  }

  /** Ends it without a call of `onEnd`. The promise is there when nothing is left of it. */
  close(): Promise<void> {
    this.#ended = true;
    this.#cancelTimer();
    return this.#socket.close();
  }

  #opened(): void {
    if (this.#ended) return;
    this.openedAt = this.#options.time.wall();
    this.#heardAt = this.#saidAt = this.#options.time.monotonic();
    this.#cancelTimer();
    this.#after(PING_MS, () => this.#ping());
    this.#options.onLive();
  }

  #said(): void {
    this.#heardAt = this.#saidAt = this.#options.time.monotonic();
    this.lastMessageAt = this.#options.time.wall();
  }

  #ping(): void {
    const pingedAt = this.#options.time.monotonic();
    this.#socket.ping();
    this.#after(PONG_MS, () => this.#look(pingedAt));
  }

  #look(pingedAt: number): void {
    if (this.#heardAt < pingedAt) {
      this.#giveUp({ cause: 'pong-timeout', message: 'No answer to a ping.' });
    } else if (this.#options.regular && this.#options.time.monotonic() - this.#saidAt >= SILENCE_MS) {
      this.#giveUp({ cause: 'silent', message: 'Nothing came where data is promised each second.' });
    } else {
      this.#after(PING_MS - PONG_MS, () => this.#ping());
    }
  }

  #late(): void {
    this.#giveUp({
      cause: 'connect-failed',
      message: 'No connection to the stream server within the time allowed.',
    });
  }

  #after(ms: number, action: () => void): void {
    this.#cancelTimer = this.#options.time.after(ms, action, true);
  }

  #giveUp(end: LinkEnd): void {
    void this.#socket.close();
    this.#end(end);
  }

  #end(end: LinkEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#cancelTimer();
    this.#options.onEnd(end);
  }
}
