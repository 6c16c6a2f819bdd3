import * as v from 'valibot';
import {
  CHANGE_DIRECTIONS,
  LONGEST_CHANGE_MINUTES,
  type PRICE_KINDS,
  VOLUME_INTERVALS,
  type AlertRule,
} from '../domain/alert';
import { compare, isZero } from '../domain/decimal';
import { assetName, decimalRule, decimalText, moment, symbolName, symbolNameOrNone } from './inputs';

/** Inputs of alerts. What is stored is checked by the same schemas when it is read. */

const aboveZero = v.pipe(
  decimalText,
  decimalRule((text) => !isZero(text), 'must be above 0'),
);

const percent = v.pipe(
  aboveZero,
  decimalRule((text) => compare(text, '1000') <= 0, 'must be at most 1000'),
);

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most));

export const alertId = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

const priceRule = <K extends (typeof PRICE_KINDS)[number]>(kind: K) =>
  v.strictObject({ kind: v.literal(kind), symbol: symbolName, price: aboveZero });

export const alertRule = v.variant('kind', [
  priceRule('rises'),
  priceRule('falls'),
  priceRule('reaches'),
  v.strictObject({
    kind: v.literal('change'),
    symbol: symbolName,
    direction: v.picklist(CHANGE_DIRECTIONS),
    percent,
    minutes: whole(1, LONGEST_CHANGE_MINUTES),
  }),
  v.strictObject({
    kind: v.literal('volume'),
    symbol: symbolName,
    interval: v.picklist(VOLUME_INTERVALS),
    times: percent,
  }),
  v.strictObject({ kind: v.literal('spread'), symbol: symbolName, percent }),
  v.strictObject({ kind: v.literal('balance'), asset: assetName, amount: decimalText }),
  v.strictObject({ kind: v.literal('fill'), symbol: symbolNameOrNone }),
  v.strictObject({ kind: v.literal('connection'), seconds: whole(5, 86_400) }),
]) satisfies v.GenericSchema<unknown, AlertRule>;

/** Told as literal text in notifications and lists. */
const note = v.pipe(v.string(), v.trim(), v.maxLength(200));

const CHOICES = {
  rule: alertRule,
  repeat: v.picklist(['once', 'recurring']),
  cooldownSeconds: whole(0, 86_400),
  /** Percent. */
  hysteresis: v.pipe(
    decimalText,
    decimalRule((text) => compare(text, '50') <= 0, 'must be at most 50'),
  ),
  note,
  sound: v.boolean(),
  expiresAt: v.nullable(moment),
};

export const alertChoices = v.strictObject({
  rule: CHOICES.rule,
  repeat: v.optional(CHOICES.repeat, 'once'),
  cooldownSeconds: v.optional(CHOICES.cooldownSeconds, 60),
  hysteresis: v.optional(CHOICES.hysteresis, '0.1'),
  note: v.optional(CHOICES.note, ''),
  sound: v.optional(CHOICES.sound, true),
  expiresAt: v.optional(CHOICES.expiresAt, null),
});

/** `price` alone moves a price alert, as when its line is dragged in the chart. */
export const alertChanges = v.partial(v.strictObject({ ...CHOICES, price: aboveZero, enabled: v.boolean() }));

/** At most thirty days. */
export const alertMinutes = whole(1, 43_200);
