import type { Decimal } from '@shared/domain/decimal';

/**
 * A price as a whole number of 10^-places, exact: a number while that is a safe integer, else a bigint. One price has one key
 * whatever its spelling (`1.0` and `1.00`), and keys of the same places compare with `<` and `===`.
 */
export type PriceKey = number | bigint;

/** PROTOCOL: prices have up to 20 decimals; {@link isDecimal} allows 30 digits before the point. */
const MOST_WHOLE = 30;
const MOST_PLACES = 20;
/** Every whole number of so many digits is a safe integer. */
const SAFE_DIGITS = 15;

const ZERO = 0x30;
const NINE = 0x39;
const POINT = 0x2e;

/** The text needs more decimals than the key has: `placesOf` tells how many. */
export const TOO_FINE = -1;
/** The text is no plain decimal above zero. */
export const NO_PRICE = -2;

/**
 * The key of a price, {@link TOO_FINE} or {@link NO_PRICE}. Read by hand and not with a regular expression and BigInt: this runs for
 * every change of every book.
 */
export function keyOf(text: Decimal, places: number): PriceKey {
  const length = text.length;
  let value = 0;
  let at = 0;
  let code = 0;
  for (; at < length; at += 1) {
    code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) break;
    value = value * 10 + (code - ZERO);
  }
  if (at === 0 || at > MOST_WHOLE) return NO_PRICE;
  const whole = at;
  let left = places;
  if (at < length) {
    if (code !== POINT || at + 1 === length || length - at - 1 > MOST_PLACES) return NO_PRICE;
    for (at += 1; at < length; at += 1) {
      code = text.charCodeAt(at);
      if (code < ZERO || code > NINE) return NO_PRICE;
      if (left > 0) {
        value = value * 10 + (code - ZERO);
        left -= 1;
      } else if (code !== ZERO) {
        return isPlainFrom(text, at) ? TOO_FINE : NO_PRICE;
      }
    }
  }
  if (whole + places > SAFE_DIGITS) return exactKeyOf(text, places);
  for (; left > 0; left -= 1) value *= 10;
  return value === 0 ? NO_PRICE : value;
}

/** The same for more digits than a number surely holds; a good deal slower, and only prices of so many digits come here. */
function exactKeyOf(text: Decimal, places: number): PriceKey {
  const point = text.indexOf('.');
  const whole = point < 0 ? text : text.slice(0, point);
  const part = point < 0 ? '' : text.slice(point + 1, point + 1 + places);
  const key = BigInt(whole + part.padEnd(places, '0'));
  if (key === 0n) return NO_PRICE;
  return key <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(key) : key;
}

function isPlainFrom(text: string, from: number): boolean {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) return false;
  }
  return true;
}
