/** What a refusal means to the app. PROTOCOL: the table "Error codes". */
export type RefusalMeaning =
  | 'key-refused'
  | 'signature'
  | 'timestamp'
  | 'rate-limit'
  | 'malformed'
  | 'precision'
  | 'symbol'
  | 'insufficient-balance'
  | 'market-closed'
  | 'unknown-order'
  | 'engine'
  | 'too-many-open-orders'
  | 'not-permitted'
  | 'filter'
  | 'no-book'
  | 'listen-key'
  | 'other';

/** PROTOCOL: "server fault, disconnect, odd answer, timeout, going down": the outcome is unknown. */
const FAULTS: ReadonlySet<number> = new Set([-1, -1000, -1001, -1006, -1007, -1016]);

const MEANINGS: ReadonlyMap<number, RefusalMeaning> = new Map([
  ...meaning('key-refused', -5, -1002, -2014, -2015),
  ...meaning('rate-limit', -1003, -1015),
  ...meaning('timestamp', -1021),
  ...meaning('signature', -1022),
  ...meaning('malformed', -1014, -1020, ...range(-1100, -1106), ...range(-1114, -1120), -1127, -1128, -1130),
  ...meaning('listen-key', -1125),
  ...meaning('precision', -1111, -1129),
  ...meaning('no-book', -1112),
  ...meaning('symbol', -1121),
  ...meaning('engine', -1010, -2010, -2011),
  ...meaning('unknown-order', -2012, -2013),
  ...meaning('too-many-open-orders', -2019),
  ...meaning('not-permitted', -6000),
  ...meaning('filter', -9000),
]);

/** PROTOCOL: for -1010, -2010 and -2011 the reason is in `msg`. */
const ENGINE_REASONS: readonly (readonly [RegExp, RefusalMeaning])[] = [
  [/insufficient balance/i, 'insufficient-balance'],
  [/market is closed/i, 'market-closed'],
  [/unknown order|order does not exist/i, 'unknown-order'],
];

export function isServerFault(code: number): boolean {
  return FAULTS.has(code);
}

/** The meaning of an error body; `filter` is the filter's name when the message names one. */
export function meaningOf(code: number, message: string): { meaning: RefusalMeaning; filter?: string } {
  const filter = /Filter failure: ([A-Z_]{1,40})/.exec(message)?.[1];
  if (filter !== undefined) return { meaning: 'filter', filter };
  const known = MEANINGS.get(code) ?? 'other';
  if (known !== 'engine') return { meaning: known };
  return { meaning: ENGINE_REASONS.find(([pattern]) => pattern.test(message))?.[1] ?? 'engine' };
}

function meaning(name: RefusalMeaning, ...codes: number[]): [number, RefusalMeaning][] {
  return codes.map((code) => [code, name]);
}

function range(from: number, downTo: number): number[] {
  return Array.from({ length: from - downTo + 1 }, (_, index) => from - index);
}
