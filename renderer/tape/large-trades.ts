import { unitsOf, writtenPlaces } from '@shared/domain/scaled';
import type { Trade } from '@shared/domain/market';
import type { Settings } from '@shared/domain/settings';

/** `auto`, or how many times the typical trade. */
export type LargeTrades = Settings['largeTrades'];

/** Of fewer trades it can not be told which are large. */
const LEAST_TRADES = 20;
/** One of twenty is large. */
const LARGE_PART = 20;

/**
 * The large ones of the trades on the tape: those of so many times the median value, or by themselves those that belong to the largest
 * twentieth. Relative to the tape, so that it says something of every market; trades of about the same value are all ordinary. Exact:
 * values are compared as whole units.
 */
export function largeTrades(trades: readonly Trade[], wanted: LargeTrades): ReadonlySet<Trade> {
  if (wanted === 'off' || trades.length < LEAST_TRADES) return new Set();
  const values = valuesOf(trades);
  const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const threshold = sorted[trades.length - Math.ceil(trades.length / LARGE_PART)] ?? 0n;
  const median = sorted[Math.floor(trades.length / 2)] ?? 0n;
  if (wanted !== 'auto') {
    const times = BigInt(wanted);
    return new Set(trades.filter((_, index) => (values[index] ?? 0n) >= times * median));
  }
  // Twice an ordinary one at least: a market of equal trades has no large ones.
  return new Set(trades.filter((_, index) => isLarge(values[index] ?? 0n, threshold, median)));
}

function isLarge(value: bigint, threshold: bigint, median: bigint): boolean {
  return value >= threshold && value >= 2n * median;
}

/** price × quantity of each, in one unit. */
function valuesOf(trades: readonly Trade[]): bigint[] {
  let pricePlaces = 0;
  let quantityPlaces = 0;
  for (const { price, quantity } of trades) {
    pricePlaces = Math.max(pricePlaces, writtenPlaces(price));
    quantityPlaces = Math.max(quantityPlaces, writtenPlaces(quantity));
  }
  return trades.map(({ price, quantity }) => unitsOf(price, pricePlaces) * unitsOf(quantity, quantityPlaces));
}
