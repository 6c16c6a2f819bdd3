import type { PaperExchange } from '../exchange';
import type { Json } from './json';

/** PROTOCOL: authentication. */
type Security = 'NONE' | 'MARKET_DATA' | 'USER_STREAM' | 'TRADE' | 'USER_DATA';

export type ParameterKind = 'text' | 'integer' | 'decimal';

/** One parameter of an endpoint; `optional` is the table's `?`. */
export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  readonly optional: boolean;
}

/** What a handler gets: parameters already checked for presence and form. */
export interface Call {
  readonly exchange: PaperExchange;
  /** Server time of arrival, ms. */
  readonly now: number;
  /** Text of a mandatory parameter. */
  text(name: string): string;
  /** Text of an optional one, undefined when not sent. */
  optional(name: string): string | undefined;
  /** Optional whole number; throws -1130 when it is beyond the exact range. */
  integer(name: string): number | undefined;
}

export interface Answer {
  readonly body: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A row of the endpoint table. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly security: Security;
  /** Weight without and with the parameter `symbol`. */
  readonly weight: { readonly plain: number; readonly withSymbol: number };
  /** In signing order, `timestamp` and `recvWindow` included. */
  readonly parameters: readonly Parameter[];
  /** Long work that may be done before, in pieces, so that other requests are answered meanwhile. It changes no answer. */
  readonly ahead?: (exchange: PaperExchange, parameters: URLSearchParams) => Promise<void>;
  readonly handle: (call: Call) => Answer;
}

/** Reads `'symbol side quantity:decimal limit:integer? timestamp:integer'` into parameters. */
export function parameters(row: string): Parameter[] {
  return row
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const optional = word.endsWith('?');
      const [name = '', kind = 'text'] = (optional ? word.slice(0, -1) : word).split(':');
      if (kind !== 'text' && kind !== 'integer' && kind !== 'decimal')
        throw new Error(`unknown parameter kind ${kind}`);
      return { name, kind, optional };
    });
}
