declare const fixedMark: unique symbol;

/** A non-negative or negative amount of money as a whole number of 10^-20 units; exact by construction. */
export type Fixed = bigint & { readonly [fixedMark]: true };

/** Decimals held by {@link Fixed}. PROTOCOL: prices and quantities have up to 20 decimals. */
export const FIXED_DECIMALS = 20;

export const ZERO = 0n as Fixed;

/** Character code of `0`. */
const ZERO_DIGIT = 48;

const plainDecimal = /^(-?)([0-9]{1,30})(?:\.([0-9]{1,20}))?$/;

/** Reads a plain decimal such as `12.5`; undefined when it is anything else (exponent, sign `+`, more than 20 decimals). */
export function parseFixed(text: string): Fixed | undefined {
  const parts = plainDecimal.exec(text);
  if (!parts) return undefined;
  const [, sign = '', whole = '', fraction = ''] = parts;
  const units = BigInt(whole + fraction.padEnd(FIXED_DECIMALS, '0'));
  return (sign === '-' ? -units : units) as Fixed;
}

/** Like {@link parseFixed} for text known to be a decimal; throws a RangeError when it is not. */
export function fixed(text: string): Fixed {
  const value = parseFixed(text);
  if (value === undefined) throw new RangeError(`not a plain decimal of at most 20 decimals: ${text}`);
  return value;
}

export const add = (a: Fixed, b: Fixed): Fixed => (a + b) as Fixed;
export const subtract = (a: Fixed, b: Fixed): Fixed => (a - b) as Fixed;

/** `value * numerator / denominator`, cut to 20 decimals. */
export function scaleDown(value: Fixed, numerator: bigint, denominator: bigint): Fixed {
  return ((value * numerator) / denominator) as Fixed;
}

/** Whole multiples of 10^-decimals (ticks, lots, their products) as an amount. */
export function fromUnits(units: bigint, decimals: number): Fixed {
  return (units * powerOfTen(FIXED_DECIMALS - decimals)) as Fixed;
}

/** Plain decimal text with at least `leastDecimals` decimals and no other trailing zeros. */
export function formatFixed(value: Fixed, leastDecimals = 0): string {
  return formatUnits(value, FIXED_DECIMALS, leastDecimals);
}

/** Plain decimal text of `units × 10^-decimals`, with at least `leastDecimals` decimals and no other trailing zeros. */
export function formatUnits(units: bigint | number, decimals: number, leastDecimals = 0): string {
  const negative = units < 0;
  const digits = (negative ? -units : units).toString().padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  let end = digits.length;
  while (end > point + leastDecimals && digits.charCodeAt(end - 1) === ZERO_DIGIT) end--;
  const whole = negative ? `-${digits.slice(0, point)}` : digits.slice(0, point);
  const missing = leastDecimals - (end - point);
  if (missing <= 0) return end === point ? whole : `${whole}.${digits.slice(point, end)}`;
  return `${whole}.${digits.slice(point, end)}${'0'.repeat(missing)}`;
}

/** `10^exponent`, kept: making it anew costs more than what it is used for. */
export function powerOfTen(exponent: number): bigint {
  return (powers[exponent] ??= 10n ** BigInt(exponent));
}
const powers: bigint[] = [];

/** `numerator / denominator` as text of exactly `decimals` decimals, rounded half away from zero; `0` over nothing. */
export function ratioText(numerator: bigint, denominator: bigint, decimals: number): string {
  if (denominator === 0n) return formatUnits(0n, decimals, decimals);
  const negative = numerator < 0n !== denominator < 0n;
  const top = (numerator < 0n ? -numerator : numerator) * powerOfTen(decimals);
  const bottom = denominator < 0n ? -denominator : denominator;
  const rounded = (2n * top + bottom) / (2n * bottom);
  return formatUnits(negative ? -rounded : rounded, decimals, decimals);
}
