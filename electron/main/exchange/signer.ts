import type { KeyObject } from 'node:crypto';
import type { Endpoint } from './jex/endpoints';
import type { SignedWindow } from './outcome';

/** Query string and form body of one request, percent-encoded, in the order of the endpoint's table. */
export interface Encoded {
  readonly query: string;
  readonly body: string;
}

type EncodedOrInvalid = Encoded | { readonly invalid: string };

/** PROTOCOL: "`recvWindow` (ms, default 5000, at most 60000)". */
const DEFAULT_RECV_WINDOW = 5000;

/**
 * Writes the parameters that the caller gives, in signing order. Answers `invalid` with the parameter and its rule when one is
 * missing, unknown or senseless; it never repeats the value.
 */
export function encodeParameters(
  endpoint: Endpoint,
  values: Readonly<Record<string, unknown>>,
): EncodedOrInvalid {
  let query = '';
  let body = '';
  let used = 0;
  for (const parameter of endpoint.parameters) {
    if (!('write' in parameter)) continue;
    const value = values[parameter.name];
    if (value === undefined) {
      if (parameter.optional) continue;
      return { invalid: `${parameter.name} is missing` };
    }
    used += 1;
    const text = (parameter.write as (value: unknown) => string | undefined)(value);
    if (text === undefined) return { invalid: `${parameter.name} must be ${parameter.rule}` };
    const pair = `${parameter.name}=${encodeURIComponent(text)}`;
    if (parameter.where === 'query') query = joined(query, pair);
    else body = joined(body, pair);
  }
  return unknownParameter(endpoint, values, used) ?? { query, body };
}

/** Adds the timestamp (server milliseconds), which the table has last of all parameters. */
export function withTimestamp(endpoint: Endpoint, { query, body }: Encoded, timestampMs: number): Encoded {
  const pair = `timestamp=${timestampMs}`;
  return endpoint.parameters.at(-1)?.where === 'body'
    ? { query, body: joined(body, pair) }
    : { query: joined(query, pair), body };
}

function unknownParameter(
  endpoint: Endpoint,
  values: Readonly<Record<string, unknown>>,
  used: number,
): { invalid: string } | undefined {
  const given = Object.keys(values).filter((name) => values[name] !== undefined);
  if (given.length === used) return undefined;
  const known = new Set(
    endpoint.parameters.filter((parameter) => 'write' in parameter).map(({ name }) => name),
  );
  const unknown = given.find((name) => !known.has(name)) ?? '';
  return {
    invalid: `${JSON.stringify(unknown.slice(0, 40))} is not a parameter that a caller gives to this endpoint`,
  };
}

/**
 * Lower-case hex of HMAC-SHA256 over the query string followed directly by the body (PROTOCOL: no `&` between them).
 */
export function signatureOf(secret: KeyObject, { query, body }: Encoded): string {
  // Whoever made the key object has loaded it.
  return process
    .getBuiltinModule('node:crypto')
    .createHmac('sha256', secret)
    .update(query + body)
    .digest('hex');
}

/** Adds the signature last: to the body when there is one, else to the query string. */
export function withSignature(encoded: Encoded, signature: string): Encoded {
  const pair = `signature=${signature}`;
  return encoded.body === ''
    ? { query: joined(encoded.query, pair), body: '' }
    : { query: encoded.query, body: joined(encoded.body, pair) };
}

/** The window in which the server accepts a signed request. */
export function windowOf(values: Readonly<Record<string, unknown>>, timestampMs: number): SignedWindow {
  const recvWindow = values['recvWindow'];
  return {
    timestamp: timestampMs,
    recvWindow: typeof recvWindow === 'number' ? recvWindow : DEFAULT_RECV_WINDOW,
  };
}

function joined(part: string, pair: string): string {
  return part === '' ? pair : `${part}&${pair}`;
}
