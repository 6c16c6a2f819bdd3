/** Refused options of a connection. `reason` is for code, `message` for people; neither repeats the address or the key. */
export class ExchangeOptionsError extends Error {
  override readonly name = 'ExchangeOptionsError';
  constructor(
    readonly reason:
      | 'not-an-address'
      | 'scheme'
      | `plain-${'http' | 'ws'}`
      | 'extra-parts'
      | 'tls-verification-off'
      | 'key-id',
    message: string,
  ) {
    super(message);
  }
}

export interface ServerAddress {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path before the exchange's own, without a trailing slash; mostly empty. */
  readonly base: string;
}

interface Schemes {
  readonly name: string;
  readonly secure: 'https' | 'wss';
  readonly plain: 'http' | 'ws';
}

const REST: Schemes = { name: 'REST', secure: 'https', plain: 'http' };
const STREAM: Schemes = { name: 'stream', secure: 'wss', plain: 'ws' };

/**
 * Checks the address of a REST server. SECURITY: TLS, plain http to loopback only; no bypass of certificate checks exists.
 * Throws {@link ExchangeOptionsError}.
 */
export function restAddress(address: string): ServerAddress {
  return checkedAddress(address, REST);
}

/** Checks the address of a server of streams, by the same rules: wss, and ws to loopback only. Throws {@link ExchangeOptionsError}. */
export function streamAddress(address: string): ServerAddress {
  return checkedAddress(address, STREAM);
}

/** Checks that a key id can be the value of a header. Throws {@link ExchangeOptionsError}. */
export function checkKeyId(keyId: string): void {
  if (!/^[!-~]{1,256}$/.test(keyId)) {
    throw new ExchangeOptionsError('key-id', 'The API key must be 1 to 256 visible ASCII characters.');
  }
}

function checkedAddress(address: string, { name, secure, plain }: Schemes): ServerAddress {
  if (process.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    throw new ExchangeOptionsError(
      'tls-verification-off',
      'NODE_TLS_REJECT_UNAUTHORIZED=0 turns certificate checks off; connections are refused while it is set.',
    );
  }
  if (!URL.canParse(address))
    throw new ExchangeOptionsError('not-an-address', `The ${name} address is not a URL.`);
  const url = new URL(address);
  if (url.protocol !== `${secure}:` && url.protocol !== `${plain}:`) {
    throw new ExchangeOptionsError('scheme', `The ${name} address must begin with ${secure}://.`);
  }
  if (url.protocol === `${plain}:` && !isLoopback(url.hostname)) {
    throw new ExchangeOptionsError(
      `plain-${plain}`,
      `Plain ${plain} is allowed to this machine only; use ${secure}.`,
    );
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new ExchangeOptionsError(
      'extra-parts',
      `The ${name} address must not hold a user, a query or a fragment.`,
    );
  }
  return { origin: `${url.protocol}//${url.host}`, base: url.pathname.replace(/\/+$/, '') };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
