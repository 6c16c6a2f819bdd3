import { decodeBody, readText } from './decoding';
import type { IncomingHttpHeaders as Headers } from 'node:http';
import type { RequestHandler, Wire } from './http/wire';
import type { NotSentCause, UnknownCause } from './outcome';
import type { TimeSource } from './time-source';
import { notSentFailure, unknownFailure } from './transport-failure';

export type { Headers };

/** How one HTTP request ended, before anybody looks at what the body means. */
export type Exchanged =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly headers: Headers;
      readonly text: string;
      /** Monotonic ms: just before the first byte was written, and when the head of the answer had arrived. */
      readonly sentAt: number;
      readonly answeredAt: number;
    }
  | { readonly kind: 'not-sent'; readonly cause: NotSentCause; readonly message: string }
  /** A connection was there, but `mayStart` said no; no byte of it was written. */
  | { readonly kind: 'held' }
  | {
      readonly kind: 'unknown';
      readonly cause: UnknownCause;
      readonly message: string;
      /** When the head of an answer had arrived. */
      readonly status?: number;
      readonly headers?: Headers;
    };

const NO_HEADERS: Headers = {};

interface ExchangeRules {
  readonly maxBytes: number;
  /** From the call to the last byte of the answer. */
  readonly totalMs: number;
  readonly proxied: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Asked just before the first byte is written; `false` keeps it from being written. */
  readonly mayStart: () => boolean;
}

/**
 * One request and its answer. It decides between `not-sent` and `unknown`: the wire calls `onStart` when it holds a usable connection
 * (TCP and TLS done) and immediately before it writes the first byte, and writes nothing when the answer is no. So before it: certainly
 * not sent; after it: may have been.
 */
export class HttpExchange implements RequestHandler {
  readonly ended: Promise<Exchanged>;
  readonly #rules: ExchangeRules;
  readonly #time: TimeSource;
  readonly #stopTimer: () => void;
  #settle: (end: Exchanged) => void = () => undefined;
  #settled = false;
  #wire: Pick<Wire, 'cut'> | undefined;
  #sentAt = 0;
  #answeredAt = 0;
  #status = 0;
  #headers: Headers = NO_HEADERS;
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(rules: ExchangeRules, time: TimeSource) {
    this.#rules = rules;
    this.#time = time;
    this.ended = new Promise((resolve) => (this.#settle = resolve));
    const timer = setTimeout(this.#onTimeout, rules.totalMs);
    this.#stopTimer = () => clearTimeout(timer);
    rules.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  onStart(wire: Pick<Wire, 'cut'>): boolean {
    if (this.#settled) return false;
    if (this.#wire !== undefined) {
      // An order must not be placed twice, whatever the wire thinks of its first try.
      this.#end(this.#unknown('reset', 'The connection broke after the request was written.'));
      return false;
    }
    if (!this.#rules.mayStart()) {
      this.#end({ kind: 'held' });
      return false;
    }
    this.#wire = wire;
    this.#sentAt = this.#time.monotonic();
    return true;
  }

  onHead(status: number, headers: Headers): void {
    this.#answeredAt = this.#time.monotonic();
    this.#status = status;
    this.#headers = headers;
    if (status >= 300 && status < 400) {
      this.#drop(
        'redirect',
        `The exchange answered with a redirect (HTTP ${status}), which is never followed.`,
      );
    } else if (Number(headers['content-length'] ?? 0) > this.#rules.maxBytes) {
      this.#drop('too-large', `The answer is larger than ${this.#rules.maxBytes} bytes.`);
    }
  }

  onData(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#rules.maxBytes) {
      this.#drop('too-large', `The answer is larger than ${this.#rules.maxBytes} bytes.`);
    } else {
      this.#chunks.push(chunk);
    }
  }

  onEnd(): void {
    const [first] = this.#chunks;
    const bytes = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    const encoding = String(this.#headers['content-encoding'] ?? 'identity').toLowerCase();
    if (encoding === 'identity' || bytes.length === 0) {
      this.#finish(readText(bytes));
    } else {
      void decodeBody(bytes, encoding, this.#rules.maxBytes).then((decoded) => this.#finish(decoded));
    }
  }

  onError(error: Error): void {
    if (this.#wire === undefined) {
      this.#end({ kind: 'not-sent', ...notSentFailure(error, this.#rules.proxied) });
    } else {
      const failure = unknownFailure(error, this.#status !== 0);
      this.#end(this.#unknown(failure.cause, failure.message));
    }
  }

  #finish(decoded: Awaited<ReturnType<typeof decodeBody>>): void {
    if ('failed' in decoded) {
      this.#end(this.#unknown(decoded.failed, decoded.message));
      return;
    }
    this.#end({
      kind: 'response',
      status: this.#status,
      headers: this.#headers,
      text: decoded.text,
      sentAt: this.#sentAt,
      answeredAt: this.#answeredAt,
    });
  }

  readonly #onTimeout = (): void => {
    this.#giveUp('connect-timeout', 'timeout', 'within the time allowed');
  };

  readonly #onAbort = (): void => {
    this.#giveUp('cancelled', 'cancelled', 'before the call was cancelled');
  };

  #giveUp(before: NotSentCause, after: UnknownCause, when: string): void {
    if (this.#settled) return;
    if (this.#wire === undefined) {
      this.#end({ kind: 'not-sent', cause: before, message: `No connection to the exchange ${when}.` });
    } else {
      this.#drop(after, `No complete answer ${when}.`);
    }
  }

  #drop(cause: UnknownCause, message: string): void {
    this.#end(this.#unknown(cause, message));
    this.#wire?.cut(this);
  }

  #unknown(cause: UnknownCause, message: string): Exchanged {
    if (this.#status === 0) return { kind: 'unknown', cause, message };
    return { kind: 'unknown', cause, message, status: this.#status, headers: this.#headers };
  }

  #end(end: Exchanged): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#stopTimer();
    this.#rules.signal?.removeEventListener('abort', this.#onAbort);
    this.#chunks = [];
    this.#settle(end);
  }
}
