import Big from 'big.js';

/**
 * A non-negative plain decimal in a string: digits, optionally a point and more digits. No sign, exponent, separators or
 * spaces. PROTOCOL: "Prices and quantities are decimal strings with up to 20 decimals; never a JS number."
 */
export type Decimal = string;

const PLAIN = /^\d{1,30}(?:\.\d{1,20})?$/;
const SIGNED = /^-?\d{1,30}(?:\.\d{1,20})?$/;

/** Exact arithmetic: division is the only inexact operation and keeps 40 decimals, rounded down. */
const Exact = Big();
Exact.DP = 40;
Exact.RM = Exact.roundDown;
Exact.strict = true;
Exact.NE = -60;
Exact.PE = 60;

export function isDecimal(text: string): text is Decimal {
  return PLAIN.test(text);
}

/** As {@link isDecimal}, but a leading minus is allowed (changes and percentages). */
export function isSignedDecimal(text: string): boolean {
  return SIGNED.test(text);
}

/** -1, 0 or 1. Plain decimals are compared digit by digit, without arithmetic: every order and every sorted list does it often. */
export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  if (!isDecimal(a) || !isDecimal(b)) return new Exact(a).cmp(b);
  const wholeA = wholeOf(a);
  const wholeB = wholeOf(b);
  if (wholeA.length !== wholeB.length) return wholeA.length < wholeB.length ? -1 : 1;
  if (wholeA !== wholeB) return wholeA < wholeB ? -1 : 1;
  const partA = partOf(a);
  const partB = partOf(b);
  if (partA === partB) return 0;
  return partA < partB ? -1 : 1;
}

export function isZero(a: Decimal): boolean {
  return isDecimal(a) ? !/[1-9]/.test(a) : new Exact(a).eq('0');
}

/** The digits before the point, without leading zeros; of two such texts of one length the greater is the greater number. */
function wholeOf(a: Decimal): string {
  const point = a.indexOf('.');
  const end = point < 0 ? a.length : point;
  let start = 0;
  while (start < end && a.charCodeAt(start) === 0x30) start += 1;
  return a.slice(start, end);
}

/** The digits after the point, without trailing zeros; a text that another one goes on from is the smaller number too. */
function partOf(a: Decimal): string {
  const point = a.indexOf('.');
  if (point < 0) return '';
  let end = a.length;
  while (a.charCodeAt(end - 1) === 0x30) end -= 1;
  return a.slice(point + 1, end);
}

export function add(a: Decimal, b: Decimal): Decimal {
  return new Exact(a).plus(b).toFixed();
}

/** The exact difference; it can be negative, then the text has a leading minus. */
export function subtract(a: Decimal, b: Decimal): string {
  return new Exact(a).minus(b).toFixed();
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return new Exact(a).times(b).toFixed();
}

/** a / b, cut (never rounded up) to `places` decimals. Throws RangeError when b is zero. */
export function divideDown(a: Decimal, b: Decimal, places: number): Decimal {
  if (isZero(b)) throw new RangeError('Division by zero');
  return new Exact(a).div(b).round(places, Exact.roundDown).toFixed();
}

/** a / b, exactly or with the last of `places` decimals rounded up. Throws RangeError when b is zero. */
export function divideUp(a: Decimal, b: Decimal, places: number): Decimal {
  const down = new Exact(divideDown(a, b, places));
  const isExact = down.times(b).eq(a);
  return (isExact ? down : down.plus(new Exact('1').div(new Exact('10').pow(places)))).toFixed();
}

/** Cuts to `places` decimals, never rounding up: an order must not become larger than what was typed. */
export function cutDown(a: Decimal, places: number): Decimal {
  return new Exact(a).round(places, Exact.roundDown).toFixed();
}

/** Exactly `places` decimals, for display only; rounds half up and works on signed text too. */
export function toPlaces(a: string, places: number): string {
  return new Exact(a).round(places, Exact.roundHalfUp).toFixed(places);
}

/** Decimals that are not trailing zeros: `1.500` has 1. */
export function decimalsOf(a: Decimal): number {
  const point = a.indexOf('.');
  return point < 0 ? 0 : a.slice(point + 1).replace(/0+$/, '').length;
}

/** Without trailing zeros and leading zeros: `01.500` is `1.5`. Two decimals are the same number exactly when this is equal. */
export function normalize(a: Decimal): Decimal {
  return new Exact(a).toFixed();
}
