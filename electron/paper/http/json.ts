/** What an answer may hold. A bigint is written with all its digits. PROTOCOL: orderId is a number that can exceed 2^53. */
export type Json =
  string | number | bigint | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** JSON text of an answer. */
export function toJson(value: Json): string {
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(toJson).join(',')}]`;
  const members: string[] = [];
  for (const [name, member] of Object.entries(value))
    members.push(`${JSON.stringify(name)}:${toJson(member)}`);
  return `{${members.join(',')}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
