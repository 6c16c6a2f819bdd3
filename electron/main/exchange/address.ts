/** Refused options of a connection. `reason` is for code, `message` for people; neither repeats the address or the key. */
class ExchangeOptionsError extends Error {
  override readonly name = 'ExchangeOptionsError';
  constructor(
    readonly reason:
      'not-an-address' | 'scheme' | 'plain-http' | 'extra-parts' | 'tls-verification-off' | 'key-id',
    message: string,
  ) {
    super(message);
  }
}

export interface RestAddress {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path before the endpoints' own, without a trailing slash; mostly empty. */
  readonly base: string;
}

/**
 * Checks the address of a REST server. SECURITY: TLS, plain http to loopback only; no bypass of certificate checks exists.
 * Throws {@link ExchangeOptionsError}.
 */
export function restAddress(address: string): RestAddress {
  if (process.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    throw new ExchangeOptionsError(
      'tls-verification-off',
      'NODE_TLS_REJECT_UNAUTHORIZED=0 turns certificate checks off; connections are refused while it is set.',
    );
  }
  if (!URL.canParse(address))
    throw new ExchangeOptionsError('not-an-address', 'The REST address is not a URL.');
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new ExchangeOptionsError('scheme', 'The REST address must begin with https://.');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new ExchangeOptionsError('plain-http', 'Plain http is allowed to this machine only; use https.');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new ExchangeOptionsError(
      'extra-parts',
      'The REST address must not hold a user, a query or a fragment.',
    );
  }
  return { origin: url.origin, base: url.pathname.replace(/\/+$/, '') };
}

/** Checks that a key id can be the value of a header. Throws {@link ExchangeOptionsError}. */
export function checkKeyId(keyId: string): void {
  if (!/^[!-~]{1,256}$/.test(keyId)) {
    throw new ExchangeOptionsError('key-id', 'The API key must be 1 to 256 visible ASCII characters.');
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
