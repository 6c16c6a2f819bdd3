import type { Dispatcher } from 'undici';
import { decodeBody, readText } from './decoding';
import type { NotSentCause, UnknownCause } from './outcome';
import type { TimeSource } from './time-source';
import { notSentFailure, unknownFailure } from './transport-failure';

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

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
 * One request and its answer, as undici's dispatch handler. It decides between `not-sent` and `unknown`: undici calls
 * `onRequestStart` when it holds a usable connection (TCP and TLS done) and immediately before it writes the first byte, and
 * writes nothing when that call throws. So before it: certainly not sent; after it: may have been.
 */
export class HttpExchange implements Dispatcher.DispatchHandler {
  readonly ended: Promise<Exchanged>;
  readonly #rules: ExchangeRules;
  readonly #time: TimeSource;
  readonly #stopTimer: () => void;
  #settle: (end: Exchanged) => void = () => undefined;
  #settled = false;
  #controller: Dispatcher.DispatchController | undefined;
  #sentAt = 0;
  #answeredAt = 0;
  #status = 0;
  #headers: Headers = {};
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

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled) throw new Error('The request is over.');
    if (this.#controller !== undefined) {
      // undici would write it a second time on a new connection: an order must not be placed twice.
      this.#end(this.#unknown('reset', 'The connection broke after the request was written.'));
      throw new Error('A request is written once.');
    }
    if (!this.#rules.mayStart()) {
      this.#end({ kind: 'held' });
      throw new Error('The request may not start.');
    }
    this.#controller = controller;
    this.#sentAt = this.#time.monotonic();
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (status < 200) return;
    this.#answeredAt = this.#time.monotonic();
    this.#status = status;
    this.#headers = headers;
    if (status >= 300 && status < 400) {
      this.#drop(
        controller,
        'redirect',
        `The exchange answered with a redirect (HTTP ${status}), which is never followed.`,
      );
    } else if (Number(headers['content-length'] ?? 0) > this.#rules.maxBytes) {
      this.#drop(controller, 'too-large', `The answer is larger than ${this.#rules.maxBytes} bytes.`);
    }
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#rules.maxBytes) {
      this.#drop(controller, 'too-large', `The answer is larger than ${this.#rules.maxBytes} bytes.`);
    } else {
      this.#chunks.push(chunk);
    }
  }

  onResponseEnd(): void {
    const [first] = this.#chunks;
    const bytes = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    const encoding = String(this.#headers['content-encoding'] ?? 'identity').toLowerCase();
    if (encoding === 'identity' || bytes.length === 0) {
      this.#finish(readText(bytes));
    } else {
      void decodeBody(bytes, encoding, this.#rules.maxBytes).then((decoded) => this.#finish(decoded));
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#controller === undefined) {
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
    if (this.#controller === undefined) {
      this.#end({ kind: 'not-sent', cause: before, message: `No connection to the exchange ${when}.` });
    } else {
      this.#drop(this.#controller, after, `No complete answer ${when}.`);
    }
  }

  #drop(controller: Dispatcher.DispatchController, cause: UnknownCause, message: string): void {
    this.#end(this.#unknown(cause, message));
    controller.abort(new Error(message));
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
