/** Refused settings of a connection. `reason` is for code, `message` for people; neither repeats the address. */
export class ExchangeAddressError extends Error {
  override readonly name = 'ExchangeAddressError';
  constructor(
    readonly reason: 'not-an-address' | 'scheme' | 'plain-http' | 'extra-parts' | 'tls-verification-off',
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
 * Throws {@link ExchangeAddressError}.
 */
export function restAddress(address: string): RestAddress {
  if (process.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    throw new ExchangeAddressError(
      'tls-verification-off',
      'NODE_TLS_REJECT_UNAUTHORIZED=0 turns certificate checks off; connections are refused while it is set.',
    );
  }
  if (!URL.canParse(address))
    throw new ExchangeAddressError('not-an-address', 'The REST address is not a URL.');
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new ExchangeAddressError('scheme', 'The REST address must begin with https://.');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new ExchangeAddressError('plain-http', 'Plain http is allowed to this machine only; use https.');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new ExchangeAddressError(
      'extra-parts',
      'The REST address must not hold a user, a query or a fragment.',
    );
  }
  return { origin: url.origin, base: url.pathname.replace(/\/+$/, '') };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
