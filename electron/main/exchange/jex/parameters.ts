import { isDecimal } from '@shared/domain/decimal';

/** How a value of an endpoint's parameter becomes text; `undefined` when it breaks `rule`. */
interface Kind<T> {
  readonly rule: string;
  readonly write: (value: T) => string | undefined;
}

/** One parameter of an endpoint; the order of an endpoint's parameters is the order in which they are signed. */
export interface Parameter<
  Name extends string = string,
  T = never,
  Optional extends boolean = boolean,
> extends Kind<T> {
  readonly name: Name;
  readonly optional: Optional;
  /** PROTOCOL: GET takes the query; POST, PUT and DELETE take query, body, or both. */
  readonly where: 'query' | 'body';
}

/** `timestamp` is made by the connection when the request is sent (PROTOCOL), never by the caller. */
export interface Timestamp {
  readonly name: 'timestamp';
  readonly where: 'query' | 'body';
}

type Placed<T> = T extends (where: 'query' | 'body') => infer P ? P : never;
type PlacedAll<T extends readonly unknown[]> = { readonly [Index in keyof T]: Placed<T[Index]> };

export const required =
  <Name extends string, T>(name: Name, kind: Kind<T>) =>
  (where: 'query' | 'body'): Parameter<Name, T, false> => ({ ...kind, name, where, optional: false });

export const optional =
  <Name extends string, T>(name: Name, kind: Kind<T>) =>
  (where: 'query' | 'body'): Parameter<Name, T, true> => ({ ...kind, name, where, optional: true });

export const timestamp = (where: 'query' | 'body'): Timestamp => ({ name: 'timestamp', where });

/** Puts parameters in the query string, in this order. */
export const inQuery = <const T extends readonly ((where: 'query' | 'body') => unknown)[]>(
  ...parameters: T
) => parameters.map((parameter) => parameter('query')) as unknown as PlacedAll<T>;

/** Puts parameters in the form body, in this order. */
export const inBody = <const T extends readonly ((where: 'query' | 'body') => unknown)[]>(...parameters: T) =>
  parameters.map((parameter) => parameter('body')) as unknown as PlacedAll<T>;

const textual = <T extends string>(rule: string, holds: (value: string) => boolean): Kind<T> => ({
  rule,
  write: (value) => (typeof value === 'string' && holds(value) ? value : undefined),
});

const integer = (rule: string, least: number, most: number): Kind<number> => ({
  rule,
  write: (value) =>
    Number.isSafeInteger(value) && value >= least && value <= most ? String(value) : undefined,
});

export const oneOf = <const T extends readonly string[]>(...values: T): Kind<T[number]> =>
  textual<T[number]>(`one of ${values.join(', ')}`, (value) => values.includes(value));

export const symbolName: Kind<string> = textual(
  '1 to 64 characters without spaces or control characters',
  (value) => /^[^\s\p{Cc}\p{Cs}]{1,64}$/u.test(value),
);
/** PROTOCOL: up to 20 decimals, never a JS number. Zero is for the server to refuse, with its own reason. */
export const decimal: Kind<string> = textual('a plain decimal such as 0.015', isDecimal);
/** Digits, kept as text because they can exceed 2^53. */
export const digits: Kind<string> = textual('1 to 40 digits', (value) => /^\d{1,40}$/.test(value));
export const opaqueKey: Kind<string> = textual('letters, digits, - and _', (value) =>
  /^[\w-]{1,256}$/.test(value),
);
/** Unix milliseconds. */
export const time: Kind<number> = integer('Unix milliseconds', 0, Number.MAX_SAFE_INTEGER);
export const count: Kind<number> = integer('a whole number above 0', 1, Number.MAX_SAFE_INTEGER);
/** PROTOCOL: default 5000, at most 60000. */
export const receiveWindow: Kind<number> = integer('1 to 60000 milliseconds', 1, 60_000);
