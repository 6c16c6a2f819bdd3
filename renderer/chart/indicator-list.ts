import {
  INDICATOR_COLOURS,
  indicatorId,
  isPeriod,
  MOST_INDICATORS,
  type Indicator,
  type IndicatorColour,
  type IndicatorKind,
} from '@shared/domain/indicators';

/** Periods that are offered first, each kind's most used ones. */
const USUAL: Readonly<Record<'sma' | 'ema' | 'rsi', readonly number[]>> = {
  sma: [20, 50, 100, 200],
  ema: [9, 21, 50, 200],
  rsi: [14, 7, 21],
};

/** The list with one more of a kind; undefined where it has no room for one, or has the only one already. */
export function withOneMore(
  list: readonly Indicator[],
  kind: IndicatorKind,
): readonly Indicator[] | undefined {
  if (list.length >= MOST_INDICATORS) return undefined;
  const ids = new Set(list.map(indicatorId));
  const colour = freeColour(list);
  if (kind === 'volume' || kind === 'vwap') {
    if (ids.has(kind)) return undefined;
    return [...list, kind === 'volume' ? { kind } : { kind, colour }];
  }
  const isFree = (period: number): boolean => isPeriod(period) && !ids.has(`${kind}-${period}`);
  const period = USUAL[kind].find(isFree) ?? firstFree(isFree);
  return period === undefined ? undefined : [...list, { kind, period, colour }];
}

/** Of 12 at most some period below 20 is free. */
function firstFree(isFree: (period: number) => boolean): number | undefined {
  return Array.from({ length: 20 }, (_, at) => at + 2).find(isFree);
}

/** The colour that the fewest lines have. */
function freeColour(list: readonly Indicator[]): IndicatorColour {
  const used = list.flatMap((one) => ('colour' in one ? [one.colour] : []));
  const times = (colour: IndicatorColour): number => used.filter((other) => other === colour).length;
  return INDICATOR_COLOURS.reduce((best, colour) => (times(colour) < times(best) ? colour : best));
}

/** The list with another period at a place; why not, as a key, when that may not be. */
export function withPeriod(
  list: readonly Indicator[],
  at: number,
  text: string,
): { readonly list: readonly Indicator[] } | { readonly problem: 'periodRule' | 'twice' } {
  const period = /^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!isPeriod(period)) return { problem: 'periodRule' };
  const changed = list.map((one, place) => (place === at && 'period' in one ? { ...one, period } : one));
  return new Set(changed.map(indicatorId)).size === changed.length ? { list: changed } : { problem: 'twice' };
}

export function withColour(
  list: readonly Indicator[],
  at: number,
  colour: IndicatorColour,
): readonly Indicator[] {
  return list.map((one, place) => (place === at && 'colour' in one ? { ...one, colour } : one));
}
