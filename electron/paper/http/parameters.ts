import { refuse } from './api-error';

export interface Pair {
  readonly name: string;
  readonly value: string;
}

/** A request's parameters: as sent in the query, then in the body. */
export interface Sent {
  readonly query: readonly Pair[];
  readonly body: readonly Pair[];
}

/** Splits one part (query string or form body, raw text) into decoded pairs; throws -1100 for a bad percent-encoding. */
export function parsePairs(raw: string): Pair[] {
  if (raw === '') return [];
  return raw
    .split('&')
    .filter((piece) => piece !== '')
    .map((piece) => {
      const equals = piece.indexOf('=');
      return equals < 0
        ? { name: decode(piece), value: '' }
        : { name: decode(piece.slice(0, equals)), value: decode(piece.slice(equals + 1)) };
    });
}

/**
 * The parameters in the order sent. PROTOCOL: for a name in both parts the query string wins.
 * Throws -1101 for a name twice in one part.
 */
export function effective({ query, body }: Sent): Map<string, string> {
  const values = new Map<string, string>();
  for (const { name, value } of query) {
    if (values.has(name)) throw refuse.duplicate();
    values.set(name, value);
  }
  const inBody = new Set<string>();
  for (const { name, value } of body) {
    if (inBody.has(name)) throw refuse.duplicate();
    inBody.add(name);
    if (!values.has(name)) values.set(name, value);
  }
  return values;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw refuse.illegalEncoding();
  }
}
