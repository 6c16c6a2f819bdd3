import type { ServerAddress } from './address';
import { headerLines } from './http/request-text';
import type { Endpoint } from './jex/endpoints';
import type { SignedWindow } from './outcome';
import type { Credentials } from './redaction';
import { signatureOf, withSignature, withTimestamp, type Encoded } from './signer';
import type { HttpRequest } from './transport';

/** Makes the HTTP request of a call; `window` is null for an endpoint without a signature. */
export type RequestMaker = (
  endpoint: Endpoint,
  parameters: Encoded,
  window: SignedWindow | null,
) => Pick<HttpRequest, 'method' | 'path' | 'body' | 'headers'>;

export function requestMaker(
  address: ServerAddress,
  credentials: Credentials | undefined,
  userAgent = 'Perch',
): RequestMaker {
  // Answers are small, the largest some hundred kB: unpacking them would cost more time than their bytes.
  const open = ['accept', 'application/json', 'accept-encoding', 'identity', 'user-agent', userAgent];
  // PROTOCOL: header `X-JEX-APIKEY`; public endpoints do not get it.
  const keyed = credentials === undefined ? open : [...open, 'X-JEX-APIKEY', credentials.keyId];
  const withForm = headerLines([...keyed, 'content-type', 'application/x-www-form-urlencoded']);
  const withKey = headerLines(keyed);
  const withoutKey = headerLines(open);

  return (endpoint, parameters, window) => {
    const { query, body } = window === null ? parameters : signed(endpoint, parameters, window);
    const path = address.base + endpoint.path;
    return {
      method: endpoint.method,
      path: query === '' ? path : `${path}?${query}`,
      body,
      headers: body !== '' ? withForm : endpoint.security === 'NONE' ? withoutKey : withKey,
    };
  };

  function signed(endpoint: Endpoint, parameters: Encoded, { timestamp }: SignedWindow): Encoded {
    if (credentials === undefined) throw new Error('A signed request needs credentials.');
    const stamped = withTimestamp(endpoint, parameters, timestamp);
    return withSignature(stamped, signatureOf(credentials.secret, stamped));
  }
}
