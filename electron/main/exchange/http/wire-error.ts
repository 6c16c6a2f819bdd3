/**
 * Why a connection or what came over it cannot be used. These are what Node's own errors do not tell; `code` has the shape of theirs.
 * The message is of our own words: what a peer sent is in none.
 */
type WireFault =
  /** TCP, a proxy's consent and TLS together took too long. */
  | 'CONNECT_TIMEOUT'
  /** The proxy answered, but not with a tunnel. */
  | 'PROXY_REFUSED'
  /** We closed it. */
  | 'CLOSED'
  | 'HEAD_TIMEOUT'
  | 'BODY_TIMEOUT'
  | 'HEAD_TOO_LARGE'
  /** The answer ended before its announced end. */
  | 'TRUNCATED'
  | 'NOT_HTTP'
  /** A request that could not be written as it was given. */
  | 'UNWRITABLE';

export class WireError extends Error {
  override readonly name = 'WireError';
  constructor(
    readonly code: WireFault,
    message: string,
  ) {
    super(message);
  }
}

/** What Node's client says of a connection or an answer, in the words above where it is one of them. */
export function asWireError(error: Error): Error {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'HPE_HEADER_OVERFLOW')
    return new WireError('HEAD_TOO_LARGE', 'The head of the answer is too large.');
  // Node's parser is done with what it had when the connection ends.
  if (code === 'HPE_INVALID_EOF_STATE') return new WireError('TRUNCATED', 'The answer was cut off.');
  if (code.startsWith('HPE_')) return new WireError('NOT_HTTP', 'The answer is not valid HTTP.');
  return error;
}
