import { assertNever } from '@shared/domain/assert-never';
import { refuse } from './api-error';
import type { Endpoint, ParameterKind } from './endpoint';

const integerRange = '^[0-9]{1,20}$';
const decimalRange = '^([0-9]{1,20})(\\.[0-9]{1,20})?$';
const textRange = '^[^\\x00-\\x1f]{1,64}$';

const ranges: Record<ParameterKind, RegExp> = {
  integer: new RegExp(integerRange),
  decimal: new RegExp(decimalRange),
  text: /^[\s\S]{1,64}$/u,
};

/**
 * Checks what was sent against an endpoint's row and throws the refusal of the first broken rule:
 * -1101 parameters where none are read, -1103 a name no endpoint has, -1106 a name of other endpoints,
 * -1102 a mandatory one missing, -1105 an empty one, -1100 illegal characters.
 *
 * @param values what was sent, without the signature
 * @param known all parameter names of the protocol
 */
export function checkParameters(
  endpoint: Endpoint,
  values: ReadonlyMap<string, string>,
  known: ReadonlySet<string>,
): void {
  const signed = isSigned(endpoint);
  if (endpoint.parameters.length === 0 && values.size > 0) throw refuse.tooMany(0, values.size);
  for (const name of values.keys()) {
    if (endpoint.parameters.some((parameter) => parameter.name === name)) continue;
    throw known.has(name) || (name === 'signature' && !signed)
      ? refuse.notRequired(name)
      : refuse.unknownParameter();
  }
  for (const { name, kind, optional } of endpoint.parameters) {
    const value = values.get(name);
    if (value === undefined) {
      if (optional) continue;
      throw refuse.missing(name);
    }
    if (value === '') throw refuse.empty(name);
    if (!isLegal(kind, value)) throw refuse.illegal(name, legalRange(kind));
  }
}

/** PROTOCOL: parameters are signed in the order of the endpoint's row. */
export function areInOrder(endpoint: Endpoint, names: Iterable<string>): boolean {
  let last = -1;
  for (const name of names) {
    const at = endpoint.parameters.findIndex((parameter) => parameter.name === name);
    if (at < 0) continue;
    if (at < last) return false;
    last = at;
  }
  return true;
}

export const isSigned = (endpoint: Endpoint): boolean =>
  endpoint.security === 'TRADE' || endpoint.security === 'USER_DATA';

function isLegal(kind: ParameterKind, value: string): boolean {
  if (kind === 'text' && [...value].some((character) => character < ' ')) return false;
  return ranges[kind].test(value);
}

function legalRange(kind: ParameterKind): string {
  switch (kind) {
    case 'integer':
      return integerRange;
    case 'decimal':
      return decimalRange;
    case 'text':
      return textRange;
    default:
      return assertNever(kind);
  }
}
