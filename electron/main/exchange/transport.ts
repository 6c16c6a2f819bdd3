import { peerMaker } from './http/peer';
import { Wire } from './http/wire';
import { HttpExchange, type Exchanged } from './http-exchange';
import { Lane } from './lane';
import { chosenProxy } from './proxy';
import type { TimeSource } from './time-source';

export interface Timeouts {
  /** TCP and TLS. */
  readonly connectMs: number;
  /** From the last byte of the request to the head of the answer. */
  readonly headersMs: number;
  /** Between two pieces of the body. */
  readonly bodyMs: number;
  /** From the call to the last byte, connecting included. */
  readonly totalMs: number;
}

const DEFAULT_TIMEOUTS: Timeouts = {
  connectMs: 8_000,
  headersMs: 10_000,
  bodyMs: 10_000,
  totalMs: 20_000,
};

interface TransportOptions {
  readonly origin: string;
  readonly time: TimeSource;
  /** System proxy for a URL, as Electron's `session.resolveProxy` answers: `DIRECT` or `PROXY host:port`, several divided by `;`. */
  readonly proxy?: ((url: string) => Promise<string | undefined>) | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
  /** Certificate authorities (PEM) trusted besides the runtime's and the system's. */
  readonly certificateAuthorities?: readonly string[] | undefined;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With the query string. */
  readonly path: string;
  /** Form body, empty for none. */
  readonly body: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  /** Orders have connections of their own, so that none waits behind a slow answer to something else. */
  readonly lane: 'orders' | 'other';
  readonly signal?: AbortSignal | undefined;
  /** Asked when a connection is there, just before the first byte is written; `false` keeps it from being written. */
  readonly mayStart: () => boolean;
}

/** SECURITY: byte caps. The largest honest answer (exchangeInfo of thousands of symbols) is a few MB. */
const MAX_BODY_BYTES = 10_000_000;

const CONNECTIONS = { orders: 4, other: 4 } as const;
/**
 * An idle connection is closed before servers do (shortest usual time: 60 s at load balancers; a server's own Keep-Alive header is
 * obeyed): a request written to a connection that the server is closing ends as unknown.
 */
const IDLE_MS = 25_000;

interface Lanes {
  readonly orders: Lane;
  readonly other: Lane;
  readonly proxied: boolean;
}

/** Connections to one exchange: keep-alive, no pipelining, no redirects, no retries, certificate checks always on. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #timeouts: Timeouts;
  #lanes: Lanes | null = null;
  #opening: Promise<Lanes | null> | null = null;
  #closed = false;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  }

  /** Sends one request once. Never rejects. */
  async send(request: HttpRequest): Promise<Exchanged> {
    if (request.signal?.aborted === true) {
      return { kind: 'not-sent', cause: 'cancelled', message: 'The call was cancelled.' };
    }
    const lanes = this.#lanes ?? (await this.#open());
    if (this.#closed) return { kind: 'not-sent', cause: 'closed', message: 'The connection was closed.' };
    if (lanes === null) {
      return {
        kind: 'not-sent',
        cause: 'proxy',
        message: 'The system asks for a kind of proxy that is not supported.',
      };
    }
    const exchange = new HttpExchange(
      {
        maxBytes: MAX_BODY_BYTES,
        totalMs: this.#timeouts.totalMs,
        proxied: lanes.proxied,
        signal: request.signal,
        mayStart: request.mayStart,
      },
      this.#options.time,
    );
    const ended = await lanes[request.lane].with((wire) => {
      wire.send(request, exchange);
      return exchange.ended;
    });
    // Behind a changed network the proxy may have changed too.
    if (ended.kind === 'not-sent' && this.#options.proxy !== undefined) this.renew();
    return ended;
  }

  /**
   * Leaves the present connections (requests on them end by themselves) and makes new ones when needed. After sleep they are dead
   * without knowing it, and an order written to one would end as unknown.
   */
  renew(): void {
    const lanes = this.#lanes;
    this.#lanes = null;
    if (lanes !== null) {
      lanes.orders.close();
      lanes.other.close();
    }
  }

  /** Ends everything at once; requests on the way end as unknown, those still waiting for a connection as not sent. */
  close(): void {
    this.#closed = true;
    const lanes = this.#lanes;
    this.#lanes = null;
    lanes?.orders.destroy();
    lanes?.other.destroy();
  }

  #open(): Promise<Lanes | null> {
    this.#opening ??= this.#makeLanes().finally(() => (this.#opening = null));
    return this.#opening;
  }

  async #makeLanes(): Promise<Lanes | null> {
    const { origin, proxy } = this.#options;
    // Plain http goes to loopback only, which no proxy serves.
    const answer =
      proxy === undefined || origin.startsWith('http:')
        ? undefined
        : await proxy(origin).catch(() => undefined);
    const chosen = chosenProxy(answer);
    if (chosen === 'unsupported') return null;
    const peer = await peerMaker(origin, chosen, this.#options.certificateAuthorities);
    const { connectMs, headersMs: headMs, bodyMs } = this.#timeouts;
    const make = (): Wire => new Wire(peer(), { connectMs, headMs, bodyMs, idleMs: IDLE_MS });
    const lanes = {
      orders: new Lane(make, CONNECTIONS.orders),
      other: new Lane(make, CONNECTIONS.other),
      proxied: chosen !== null,
    };
    this.#lanes = lanes;
    return lanes;
  }
}
