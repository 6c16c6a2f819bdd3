import type { Headers } from './http-exchange';
import type { RateLimit } from './jex/schemas';
import { SlidingCount } from './sliding-count';

type LimitKind = 'requestsWeight' | 'rawRequests' | 'orders';

/** One limit of the venue with what we and, by its headers, others have spent of it. */
export interface CountedLimit {
  readonly kind: LimitKind;
  readonly limit: number;
  readonly count: SlidingCount;
  /** Headers by which the server tells its own count, lower case; empty when it tells none. */
  readonly headers: readonly string[];
}

const UNITS: ReadonlyMap<string, readonly [milliseconds: number, letter: string]> = new Map([
  ['second', [1_000, 's']],
  ['minute', [60_000, 'm']],
  ['hour', [3_600_000, 'h']],
  ['day', [86_400_000, 'd']],
]);

/** PROTOCOL: "1200 weight per minute, 5000 raw requests per 5 minutes, 10 orders per second, 100000 orders per day". */
const PROTOCOL_LIMITS: readonly RateLimit[] = [
  { rateLimitType: 'requestsWeight', interval: 'minute', intervalNum: 1, limit: 1200 },
  { rateLimitType: 'rawRequests', interval: 'minute', intervalNum: 5, limit: 5000 },
  { rateLimitType: 'orders', interval: 'second', intervalNum: 1, limit: 10 },
  { rateLimitType: 'orders', interval: 'day', intervalNum: 1, limit: 100_000 },
];

/**
 * The limits of one kind among `rows`, or PROTOCOL's when there is none. What `present` has counted for an interval goes on.
 */
export function limitsOf(
  kind: LimitKind,
  rows: readonly RateLimit[],
  present: readonly CountedLimit[],
): CountedLimit[] {
  const usable = rows.filter(
    (row) => row.rateLimitType === kind && UNITS.has(row.interval) && row.intervalNum > 0 && row.limit > 0,
  );
  const chosen = usable.length > 0 ? usable : PROTOCOL_LIMITS.filter((row) => row.rateLimitType === kind);
  return chosen.map((row, index) => {
    const [unitMs, letter] = UNITS.get(row.interval) ?? [60_000, 'm'];
    const intervalMs = unitMs * row.intervalNum;
    const count = present.find((limit) => limit.count.intervalMs === intervalMs)?.count;
    return {
      kind,
      limit: row.limit,
      count: count ?? new SlidingCount(intervalMs),
      headers: headersOf(kind, `${row.intervalNum}${letter}`, index === 0),
    };
  });
}

/** PROTOCOL: `X-MBX-USED-WEIGHT-<n><S|M|H|D>`, the older `X-MBX-USED-WEIGHT`, and `X-MBX-ORDER-COUNT-<n><S|M|H|D>`. */
function headersOf(kind: LimitKind, interval: string, isFirst: boolean): string[] {
  switch (kind) {
    case 'requestsWeight':
      return [`x-mbx-used-weight-${interval}`, ...(isFirst ? ['x-mbx-used-weight'] : [])];
    case 'orders':
      return [`x-mbx-order-count-${interval}`];
    case 'rawRequests':
      return [];
  }
}

/** Raises a count to what the server says it has counted; never lowers it, because a late answer tells an old count. */
export function correct(limits: readonly CountedLimit[], headers: Headers, now: number): void {
  for (const { count, headers: names } of limits) {
    for (const name of names) {
      const told = headers[name];
      if (typeof told !== 'string' || !/^\d{1,9}$/.test(told)) continue;
      const missing = Number(told) - count.used(now);
      if (missing > 0) count.add(missing, now);
    }
  }
}
