/** What an answer may hold. A bigint is written with all its digits. PROTOCOL: orderId is a number that can exceed 2^53. */
export type Json =
  string | number | bigint | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** JSON text of an answer. */
export function toJson(value: Json): string {
  return holdsBigint(value) ? written(value) : JSON.stringify(value);
}

/** Whether the built-in writer would throw. Of a list the first entry tells, because its entries are alike: lists of thousands must be quick. */
function holdsBigint(value: Json | undefined): boolean {
  if (typeof value === 'bigint') return true;
  if (typeof value !== 'object' || value === null) return false;
  return isList(value) ? holdsBigint(value[0]) : Object.values(value).some(holdsBigint);
}

function written(value: Json): string {
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(written).join(',')}]`;
  const members: string[] = [];
  for (const [name, member] of Object.entries(value))
    members.push(`${JSON.stringify(name)}:${written(member)}`);
  return `{${members.join(',')}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
