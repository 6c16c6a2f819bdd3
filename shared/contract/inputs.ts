import * as v from 'valibot';
import { compare, isDecimal } from '../domain/decimal';
import { ORDER_PHASES } from '../domain/order-life';
import { LONGEST_WATCHLIST_NAME, MOST_WATCHED } from '../domain/watchlist';

/** Building blocks of command inputs: every string has a cap, every object refuses unknown keys. */

// Control characters have no place in a name, an address or a key, and keytar cuts a secret at NUL (SECURITY: keytar facts).
const CONTROL = new RegExp(
  `[${String.fromCharCode(0)}-${String.fromCharCode(31)}${String.fromCharCode(127)}]`,
);

export function noControl(text: string): boolean {
  return !CONTROL.test(text);
}

/** Lower case, upper case, digits and more: PROTOCOL allows Chinese names, so only length and control characters are bounded. */
export const symbolName = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.check(noControl));

/** Empty for none. */
export const symbolNameOrNone = v.pipe(v.string(), v.maxLength(64), v.check(noControl));

export const assetName = v.pipe(v.string(), v.minLength(1), v.maxLength(32), v.check(noControl));

export const decimalText = v.pipe(
  v.string(),
  v.maxLength(52),
  v.check(isDecimal, 'must be plain digits with a point'),
);

/** A rule about a decimal. It passes over what is none, which is refused already: not everybody who checks ends with the first rule. */
export const decimalRule = (holds: (text: string) => boolean, rule: string) =>
  v.check<string, string>((text) => !isDecimal(text) || holds(text), rule);

export const side = v.picklist(['BUY', 'SELL']);

export const orderId = v.pipe(v.string(), v.regex(/^\d{1,30}$/, 'must be digits'));

export const accountId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/, 'must be an account id'));

/** A fresh id that a window makes for each confirmed intent, so that a repeated call is the same order. */
export const intentId = v.pipe(v.string(), v.uuid());

/** A place or a length in a window, whole CSS pixels. */
export const pixels = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(16_384));

/** Number of an entry of the order journal. */
export const entryId = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** Unix ms. */
export const moment = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(8_640_000_000_000_000));

export const historyFilter = v.strictObject({
  symbol: v.optional(symbolName),
  side: v.optional(side),
  phases: v.optional(v.pipe(v.array(v.picklist(ORDER_PHASES)), v.maxLength(ORDER_PHASES.length))),
  origin: v.optional(v.picklist(['here', 'elsewhere'])),
  from: v.optional(moment),
  until: v.optional(moment),
});

/** A percentage as plain digits, at most 1,000. */
const percent = v.pipe(
  decimalText,
  decimalRule((text) => compare(text, '1000') <= 0, 'must be at most 1000'),
);

export const limitChanges = v.partial(
  v.strictObject({
    valueAsset: assetName,
    largestOrder: v.nullable(decimalText),
    largestDay: v.nullable(decimalText),
    symbols: v.nullable(v.pipe(v.array(symbolName), v.maxLength(500))),
    warnDistance: percent,
    refuseDistance: percent,
    largeShare: percent,
    repeatSeconds: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(3_600)),
    confirmAbove: v.nullable(decimalText),
    confirm: v.picklist(['always', 'unusual']),
    locked: v.boolean(),
  }),
);

export const accountName = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'is empty'),
  v.maxLength(60, 'is longer than 60 characters'),
  v.check(noControl, 'has control characters'),
);

export const watchlistId = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

export const watchlistName = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'is empty'),
  v.maxLength(LONGEST_WATCHLIST_NAME, `is longer than ${LONGEST_WATCHLIST_NAME} characters`),
  v.check(noControl, 'has control characters'),
);

/** Index in a list that is ordered by hand. */
export const place = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MOST_WATCHED));

/** Which part of the markets is listed. */
export const marketTab = v.pipe(
  v.string(),
  v.maxLength(40),
  v.check((text) => text === 'all' || text === 'watchlist' || /^quote:./.test(text)),
);

export const address = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'is empty'),
  v.maxLength(500),
  v.check(noControl),
);

/** 2,560 bytes is the most that the Windows credential store takes (SECURITY: keytar facts). */
const MAX_SECRET_LENGTH = 2560;

export const keyText = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'is empty'),
  v.maxLength(MAX_SECRET_LENGTH, `is longer than ${MAX_SECRET_LENGTH} characters`),
  v.check(noControl, 'has control characters'),
);

export const nothing = v.optional(v.undefined_());
