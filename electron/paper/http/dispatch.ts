import type { PaperExchange } from '../exchange';
import { refuse } from './api-error';
import { areInOrder, checkParameters, isSigned } from './check-parameters';
import type { Answer, Call, Endpoint } from './endpoint';
import { effective, parsePairs } from './parameters';
import type { RequestLimits } from './rate-limits';
import { isSignedWith, takeApart } from './signature';
import { endpoints, knownNames } from './table';

/** A request as received; texts hold one character per byte. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Empty unless the body is a form. */
  readonly body: string;
  readonly apiKey: string | undefined;
}

const rowOf = ({ method, path }: RawRequest): Endpoint | undefined =>
  endpoints.find((endpoint) => endpoint.method === method && endpoint.path === path);

/** The row for a request; throws 404 or 405. */
function findEndpoint(request: RawRequest): Endpoint {
  const row = rowOf(request);
  if (row) return row;
  const rows = endpoints.filter(({ path }) => path === request.path);
  throw rows.length === 0
    ? refuse.unknownPath()
    : refuse.unsupportedMethod(rows.map((each) => each.method).join(', '));
}

/** Does the long part of a request's work in pieces. */
export async function workAhead(exchange: PaperExchange, request: RawRequest): Promise<void> {
  await rowOf(request)?.ahead?.(exchange, new URLSearchParams(request.query));
}

/** Counts the request against the limits; unknown paths cost 1. Throws 418 or 429. */
export function countRequest(request: RawRequest, limits: RequestLimits, now: number): void {
  const row = rowOf(request);
  const names = new URLSearchParams(request.query);
  limits.count(row ? (names.has('symbol') ? row.weight.withSymbol : row.weight.plain) : 1, now);
}

/** Checks key, timestamp, signature and parameters, then runs the endpoint. Throws an ApiError for every refusal. */
export function runEndpoint(exchange: PaperExchange, request: RawRequest, now: number): Answer {
  const endpoint = findEndpoint(request);
  if (endpoint.security !== 'NONE') checkKey(request.apiKey, exchange.keyId);
  const body = endpoint.method === 'GET' ? '' : request.body;
  const values = effective({ query: parsePairs(utf8(request.query)), body: parsePairs(utf8(body)) });
  if (isSigned(endpoint)) checkSigned(exchange, endpoint, values, request.query, body, now);
  checkParameters(endpoint, values, knownNames);
  return endpoint.handle(callOf(exchange, values, now));
}

function checkKey(sent: string | undefined, keyId: string): void {
  if (sent === undefined || !/^[\x21-\x7e]{1,256}$/.test(sent)) throw refuse.keyFormat();
  if (sent !== keyId) throw refuse.key();
}

/** PROTOCOL: authentication. Takes `signature` out of the values; leaves the rest to the parameter check. */
function checkSigned(
  exchange: PaperExchange,
  endpoint: Endpoint,
  values: Map<string, string>,
  query: string,
  body: string,
  now: number,
): void {
  const timestamp = wholeNumber(values, 'timestamp');
  if (timestamp === undefined) throw refuse.missing('timestamp');
  const recvWindow = wholeNumber(values, 'recvWindow') ?? 5000;
  if (recvWindow > 60_000) throw refuse.notValid('recvWindow');
  const { payload, signature, last } = takeApart(query, body);
  if (!values.has('signature')) throw refuse.missing('signature');
  values.delete('signature');
  if (timestamp >= now + 1000) throw refuse.timestampAhead();
  if (now - timestamp > recvWindow) throw refuse.timestampOutside();
  if (!last || !areInOrder(endpoint, values.keys())) throw refuse.signature();
  if (!isSignedWith(exchange.secret, payload, signature ?? '')) throw refuse.signature();
}

/** Undefined when not sent; throws -1105 or -1100 for anything but digits. */
function wholeNumber(values: ReadonlyMap<string, string>, name: string): number | undefined {
  const text = values.get(name);
  if (text === undefined) return undefined;
  if (text === '') throw refuse.empty(name);
  if (!/^[0-9]{1,20}$/.test(text)) throw refuse.illegal(name, '^[0-9]{1,20}$');
  return Number(text);
}

function callOf(exchange: PaperExchange, values: ReadonlyMap<string, string>, now: number): Call {
  const optional = (name: string) => values.get(name);
  return {
    exchange,
    now,
    optional,
    text: (name) => {
      const value = values.get(name);
      if (value === undefined) throw refuse.missing(name);
      return value;
    },
    integer: (name) => {
      const text = values.get(name);
      if (text === undefined) return undefined;
      const value = Number(text);
      if (!Number.isSafeInteger(value)) throw refuse.notValid(name);
      return value;
    },
  };
}

const utf8 = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');
