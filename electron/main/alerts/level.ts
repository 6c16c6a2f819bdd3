import type { PriceKind } from '@shared/domain/alert';
import { add, compare, cutDown, divideDown, multiply, subtract, type Decimal } from '@shared/domain/decimal';
import type { AlertWatch } from '../storage/stored-alert';

/** A price that can be crossed, with how far a price must go back from it before it can be crossed again. */
export interface Level {
  readonly kind: PriceKind;
  readonly price: Decimal;
  /** At or below, at or above: far enough away. */
  readonly lower: Decimal;
  readonly upper: Decimal;
}

/** All prices of a time of which only these are known. `high` and `low` are of prices after the one that was looked at last. */
export interface Span {
  readonly high: Decimal;
  readonly low: Decimal;
  readonly close: Decimal;
}

export interface Step {
  /** The very same object when nothing changed. */
  readonly watch: AlertWatch;
  readonly crossed: boolean;
}

const PLACES = 20;

/** @param hysteresis percent of the price */
export function levelOf(kind: PriceKind, price: Decimal, hysteresis: Decimal): Level {
  const distance = divideDown(multiply(price, hysteresis), '100', PLACES);
  return {
    kind,
    price,
    lower: cutDown(subtract(price, distance), PLACES),
    upper: cutDown(add(price, distance), PLACES),
  };
}

/** One more price. A price that is exactly the level has crossed it, and is on no side of it. */
export function lookAtPrice(level: Level, watch: AlertWatch, price: Decimal): Step {
  const place = compare(price, level.price);
  const crossed =
    (watch.side === 'below' && place >= 0 && level.kind !== 'falls') ||
    (watch.side === 'above' && place <= 0 && level.kind !== 'rises');
  if (watch.side !== null && !crossed) return { watch, crossed };
  const mustGoBack = crossed || watch.mustGoBack;
  const side = sideOf(level, mustGoBack, price, price);
  return { watch: next(watch, side, mustGoBack), crossed };
}

/**
 * A time of which only the extremes and the end are known, as after a gap. Tells a crossing that certainly happened, and at most one.
 * What the order of the extremes would decide stays open in favour of watching: a crossing must not be lost.
 */
export function lookAtSpan(level: Level, watch: AlertWatch, span: Span): Step {
  const { kind, price } = level;
  const end = compare(span.close, price);
  if (watch.side === null) {
    const below = isBelow(level, watch.mustGoBack, span.low);
    const above = isAbove(level, watch.mustGoBack, span.high);
    const crossed = (below && above) || (below && end >= 0) || (above && end <= 0);
    if (!crossed)
      return { watch: next(watch, below ? 'below' : above ? 'above' : null, watch.mustGoBack), crossed };
  } else {
    const crossed =
      (watch.side === 'below' && kind !== 'falls' && compare(span.high, price) >= 0) ||
      (watch.side === 'above' && kind !== 'rises' && compare(span.low, price) <= 0);
    if (!crossed) return { watch, crossed };
  }
  const side =
    end < 0 && isBelow(level, true, span.low)
      ? 'below'
      : end > 0 && isAbove(level, true, span.high)
        ? 'above'
        : null;
  return { watch: next(watch, side, true), crossed: true };
}

function sideOf(level: Level, mustGoBack: boolean, low: Decimal, high: Decimal): AlertWatch['side'] {
  if (isBelow(level, mustGoBack, low)) return 'below';
  return isAbove(level, mustGoBack, high) ? 'above' : null;
}

/** Whether the level can be crossed upwards after this price. */
function isBelow({ kind, price, lower }: Level, mustGoBack: boolean, low: Decimal): boolean {
  return kind !== 'falls' && compare(low, price) < 0 && (!mustGoBack || compare(low, lower) <= 0);
}

function isAbove({ kind, price, upper }: Level, mustGoBack: boolean, high: Decimal): boolean {
  return kind !== 'rises' && compare(high, price) > 0 && (!mustGoBack || compare(high, upper) >= 0);
}

function next(watch: AlertWatch, side: AlertWatch['side'], wasCrossed: boolean): AlertWatch {
  const mustGoBack = wasCrossed && side === null;
  return watch.side === side && watch.mustGoBack === mustGoBack ? watch : { ...watch, side, mustGoBack };
}
