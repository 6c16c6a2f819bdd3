import { compare, type Decimal } from './decimal';
import type { AccountLimits } from './limits';

export type LimitField = keyof AccountLimits;

/** Limits that are amounts of `valueAsset`: in another asset the same number is another limit. */
export const VALUE_LIMITS = ['largestOrder', 'largestDay', 'confirmAbove'] as const;

/**
 * Fields that would let something through which they stop, or ask about, now. Each is judged as a guard by itself, whatever the
 * others say: while trading is locked nothing passes, and still a higher limit is a looser one that shows its effect later.
 */
export function loosenings(from: AccountLimits, to: AccountLimits): LimitField[] {
  const otherAsset = from.valueAsset !== to.valueAsset;
  const moved = VALUE_LIMITS.filter((field) => otherAsset && from[field] !== null);
  const looser: Readonly<Record<LimitField, boolean>> = {
    valueAsset: moved.length > 0,
    largestOrder: moved.includes('largestOrder') || isLooserBound(from.largestOrder, to.largestOrder),
    largestDay: moved.includes('largestDay') || isLooserBound(from.largestDay, to.largestDay),
    symbols: isLooserList(from.symbols, to.symbols),
    warnDistance: compare(to.warnDistance, from.warnDistance) > 0,
    refuseDistance: compare(to.refuseDistance, from.refuseDistance) > 0,
    largeShare: compare(to.largeShare, from.largeShare) > 0,
    repeatSeconds: to.repeatSeconds < from.repeatSeconds,
    confirmAbove: moved.includes('confirmAbove') || isLooserBound(from.confirmAbove, to.confirmAbove),
    confirm: from.confirm === 'always' && to.confirm === 'unusual',
    locked: from.locked && !to.locked,
  };
  return (Object.keys(looser) as LimitField[]).filter((field) => looser[field]);
}

/** null is no bound. */
function isLooserBound(from: Decimal | null, to: Decimal | null): boolean {
  return from !== null && (to === null || compare(to, from) > 0);
}

/** null is every symbol. */
function isLooserList(from: readonly string[] | null, to: readonly string[] | null): boolean {
  return from !== null && (to === null || to.some((symbol) => !from.includes(symbol)));
}

/**
 * What a change comes to: fields that take effect at once, and those that wait for a person. With the asset of the amounts all
 * amounts wait, because one of them in the asset of before would be neither the old limit nor the new one.
 */
export function splitChange(
  from: AccountLimits,
  to: AccountLimits,
): { readonly atOnce: LimitField[]; readonly asked: LimitField[] } {
  const looser = loosenings(from, to);
  const together: readonly LimitField[] = looser.includes('valueAsset') ? VALUE_LIMITS : [];
  const changed = (Object.keys(from) as LimitField[]).filter((field) => differs(from[field], to[field]));
  const isAsked = (field: LimitField): boolean => looser.includes(field) || together.includes(field);
  return {
    atOnce: changed.filter((field) => !isAsked(field)),
    // One that keeps its number in another asset is asked about although it does not change.
    asked: [...new Set([...looser, ...changed.filter(isAsked)])],
  };
}

function differs(a: AccountLimits[LimitField], b: AccountLimits[LimitField]): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}
