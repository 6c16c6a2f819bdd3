import type { RefusalMeaning } from './jex/errors';

/**
 * How a request ended. ARCHITECTURE: every request ends as one of these four and only this module decides which.
 * - `answer`: the server answered as the protocol says.
 * - `refused`: the server said no; what was asked for was certainly not done.
 * - `not-sent`: certainly not one byte of the request was written to the server.
 * - `unknown`: it was (at least partly) written and no usable answer came back: it may have taken effect.
 */
export type Outcome<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'not-sent'; readonly reason: NotSent }
  | { readonly kind: 'unknown'; readonly reason: Unknown };

export interface Refusal {
  /** The server's code, such as -2010; 0 when a 429 or 418 came without an error body. */
  readonly code: number;
  /** The server's text with key, secret and signature replaced; otherwise literal, so it is to be shown as text, never as markup. */
  readonly message: string;
  readonly httpStatus: number;
  readonly meaning: RefusalMeaning;
  /** The filter that the server named, such as `PRICE_FILTER`; only with the meaning `filter`. */
  readonly filter?: string;
  /** From `Retry-After`, in milliseconds. */
  readonly retryAfterMs?: number;
}

export type NotSentCause =
  /** The host name has no address. */
  | 'dns'
  /** Nothing listens at the address. */
  | 'refused-connection'
  /** No route, network down, or the connection broke while it was being made. */
  | 'unreachable'
  | 'connect-timeout'
  /** The TLS handshake failed or the certificate is not trusted. */
  | 'tls'
  /** The proxy could not be reached or would not tunnel. */
  | 'proxy'
  /** The server's time is not known well enough to make a timestamp that it would accept. */
  | 'clock'
  /** Our own count of the limits, or the server's Retry-After, would hold it longer than the caller's patience. */
  | 'rate-limit'
  | 'cancelled'
  | 'closed'
  | 'invalid-parameters'
  /** The endpoint needs a key (or a secret) and the connection has none. */
  | 'no-credentials';

export interface NotSent {
  readonly cause: NotSentCause;
  /** English, free of secrets. For `invalid-parameters` it names the parameter and the rule. */
  readonly message: string;
  /** Earliest time at which it could be sent, from now in milliseconds. */
  readonly retryAfterMs?: number;
}

export type UnknownCause =
  /** The connection broke after the request, or a part of it, was written. */
  | 'reset'
  /** No complete answer within the time allowed. */
  | 'timeout'
  /** The answer ended before its announced end. */
  | 'truncated'
  | 'not-json'
  /** The bytes are not HTTP, or in an encoding that cannot be decoded. */
  | 'not-http'
  /** HTTP 5xx, or an error code by which the server says that it does not know (PROTOCOL: -1, -1000, -1001, -1006, -1007, -1016). */
  | 'server-fault'
  | 'redirect'
  | 'too-large'
  /** JSON, but not what the protocol promises; `message` names the field. */
  | 'bad-answer'
  /** The caller gave up after the request was written. */
  | 'cancelled'
  | 'closed';

export interface Unknown {
  readonly cause: UnknownCause;
  /** English, free of secrets. */
  readonly message: string;
  readonly httpStatus?: number;
  /** From `Retry-After`, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Of a signed request: it can take effect no more once the server's clock is past `timestamp + recvWindow`. */
  readonly window?: SignedWindow;
}

/** PROTOCOL: accepted when `timestamp < serverTime + 1000 && serverTime - timestamp <= recvWindow`. Server milliseconds. */
export interface SignedWindow {
  readonly timestamp: number;
  readonly recvWindow: number;
}

/**
 * True when what was asked for was certainly not done, so that doing it again cannot do it twice. A refusal for its timestamp
 * (meaning `timestamp`, -1021) is one of these: PROTOCOL allows to send it once more with a new timestamp.
 */
export function certainlyNotExecuted(outcome: Outcome<unknown>): boolean {
  return outcome.kind === 'refused' || outcome.kind === 'not-sent';
}

export const refused = (refusal: Refusal): Outcome<never> => ({ kind: 'refused', refusal });

export const notSent = (cause: NotSentCause, message: string, retryAfterMs?: number): Outcome<never> => ({
  kind: 'not-sent',
  reason: retryAfterMs === undefined ? { cause, message } : { cause, message, retryAfterMs },
});
