import type { StoreApi } from 'zustand/vanilla';
import type { AnswerOf, EndpointName, ParamsOf } from './jex/endpoints';
import type { Limiter, Priority } from './limiter';
import type { Outcome, SignedWindow } from './outcome';
import type { Credentials } from './redaction';
import { Session } from './session';
import type { ExchangeStatus } from './status';
import type { TimeSource } from './time-source';
import type { Timeouts } from './transport';

export interface ExchangeConnectionOptions {
  /** `https://host[:port][/base]`; `http://` to loopback only. */
  readonly restUrl: string;
  /** Without them only endpoints of the security type NONE can be called. */
  readonly credentials?: Credentials | undefined;
  /** System proxy for a URL, as Electron's `session.resolveProxy` answers: `DIRECT` or `PROXY host:port`. */
  readonly proxy?: ((url: string) => Promise<string | undefined>) | undefined;
  readonly userAgent?: string | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
  /** Certificate authorities (PEM) trusted besides the runtime's and the system's. */
  readonly certificateAuthorities?: readonly string[] | undefined;
  readonly time?: TimeSource | undefined;
  /** Default: the one limiter of the origin. */
  readonly limiter?: Limiter | undefined;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** How long the call may be held back by the limits, ms. Default: 5 s for orders and cancels, 10 s for the rest. */
  readonly patienceMs?: number | undefined;
  /** Default: by the endpoint's security type. */
  readonly priority?: Priority | undefined;
  /** Called with the window of a signed request just before it is handed to the network; again if it had to be signed again. */
  readonly onSigned?: ((window: SignedWindow) => void) | undefined;
}

export interface ExchangeConnection {
  /** Calls one endpoint. Never rejects: whatever happens is an {@link Outcome}. */
  call<E extends EndpointName>(
    endpoint: E,
    params: ParamsOf<E>,
    options?: CallOptions,
  ): Promise<Outcome<AnswerOf<E>>>;
  readonly status: StoreApi<ExchangeStatus>;
  /** Unix ms of the server's clock, or null when it is not known. */
  serverNow(): number | null;
  /** Opens the connection that orders use (TCP, TLS) and measures the clock, so that the first order waits for neither. */
  warm(): Promise<void>;
  /** Keeps that connection open, also while nothing is sent, until it is told that nobody can send an order any more. */
  keepWarm(wanted: boolean): void;
  /** After sleep or a change of network: leaves the old connections, asks for the proxy again, measures the clock. */
  wake(): Promise<void>;
  /** Ends everything at once: waiting calls as not sent, those on the way as unknown. */
  close(): Promise<void>;
}

/** Opens no connection yet. Throws ExchangeOptionsError when the address is refused. */
export function createExchangeConnection(options: ExchangeConnectionOptions): ExchangeConnection {
  const session = new Session(options);
  return {
    call: (endpoint, params, callOptions) => session.call(endpoint, params, callOptions),
    status: session.status,
    serverNow: () => session.clock.now(),
    warm: () => session.warm(),
    keepWarm: (wanted) => session.keepWarm(wanted),
    wake: () => session.wake(),
    close: () => session.close(),
  };
}
