import type { NotSentCause, UnknownCause } from './outcome';

export interface Failure<Cause> {
  readonly cause: Cause;
  readonly message: string;
}

const NOT_SENT_TEXT: Partial<Record<NotSentCause, string>> = {
  dns: 'The name of the exchange could not be resolved',
  'refused-connection': 'The exchange refused the connection',
  unreachable: 'The exchange could not be reached',
  'connect-timeout': 'No connection to the exchange within the time allowed',
  tls: 'No trusted TLS connection to the exchange',
  proxy: 'The proxy could not be reached or did not let the connection through',
  closed: 'The connection was closed',
};

const UNKNOWN_TEXT: Partial<Record<UnknownCause, string>> = {
  reset: 'The connection broke after the request was written',
  timeout: 'No complete answer within the time allowed',
  truncated: 'The answer was cut off',
  'not-http': 'The answer is not valid HTTP',
  'too-large': 'The answer is larger than allowed',
  closed: 'The connection was closed while the answer was awaited',
};

/** What stopped a request of which no byte was written. */
export function notSentFailure(error: unknown, proxied: boolean): Failure<NotSentCause> {
  const code = codeOf(error);
  const cause = notSentCause(code, proxied);
  return { cause, message: described(NOT_SENT_TEXT[cause], code) };
}

function notSentCause(code: string, proxied: boolean): NotSentCause {
  if (code === 'CLOSED') return 'closed';
  if (code === 'UNWRITABLE') return 'invalid-parameters';
  if (isTls(code)) return 'tls';
  // Behind a proxy every earlier failure is the proxy's: it resolves names and connects.
  if (proxied) return 'proxy';
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) return 'dns';
  if (code === 'ECONNREFUSED') return 'refused-connection';
  if (code === 'CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return 'connect-timeout';
  return 'unreachable';
}

/** Besides Node's own codes all of OpenSSL's about a certificate (X509_V_ERR_…, which Node gives without that). */
function isTls(code: string): boolean {
  return /^(?:ERR_TLS|ERR_SSL|EPROTO|(?:CERT|CRL|DEPTH_ZERO|ERROR_IN|HOSTNAME|INVALID|PATH_LENGTH|SELF_SIGNED|UNABLE_TO)_)/.test(
    code,
  );
}

/** What stopped a request that was, at least partly, written. `hasStatus`: the head of the answer had arrived. */
export function unknownFailure(error: unknown, hasStatus: boolean): Failure<UnknownCause> {
  const code = codeOf(error);
  const cause = unknownCause(code, hasStatus);
  return { cause, message: described(UNKNOWN_TEXT[cause], code) };
}

function unknownCause(code: string, hasStatus: boolean): UnknownCause {
  if (code === 'CLOSED') return 'closed';
  if (code === 'HEAD_TIMEOUT' || code === 'BODY_TIMEOUT' || code === 'ETIMEDOUT') return 'timeout';
  if (code === 'HEAD_TOO_LARGE') return 'too-large';
  if (code === 'TRUNCATED') return 'truncated';
  if (code === 'NOT_HTTP') return 'not-http';
  return hasStatus ? 'truncated' : 'reset';
}

/** The system's error code; a failed attempt at several addresses has it in its parts. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const own = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]) || own;
  return own;
}

/** Built from our own words and the code only: texts of lower layers can hold addresses or bytes of the peer. */
function described(text: string | undefined, code: string): string {
  return code === ''
    ? `${text ?? 'The connection failed'}.`
    : `${text ?? 'The connection failed'} (${code}).`;
}
