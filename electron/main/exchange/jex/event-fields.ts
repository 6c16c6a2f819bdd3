import { isSignedDecimal, type Decimal } from '@shared/domain/decimal';
import { magnitudeOf } from '@shared/domain/magnitude';

/*
 * Readers of the fields of stream events. Events are hot, so they are read by hand and JSON.parse makes their values; a number that
 * JSON.parse may have rounded is not believed: the frame is read again by the lossless parser (`../json`), which gives such numbers
 * as the text of their literal.
 */

/** An event that lacks a field or has a senseless one. The message is one sentence of our own words and holds no value. */
export class MalformedEvent extends Error {
  override readonly name = 'MalformedEvent';
  constructor(
    /** Empty for the event itself. */
    readonly field: string,
    readonly rule: string,
  ) {
    super(`${field === '' ? 'The event' : `Field ${field}`} is not ${rule}.`);
  }

  /** The same of a part of something larger: readers name fields from where they stand, so that good events cost no names. */
  within(part: string | number): MalformedEvent {
    return new MalformedEvent(this.field === '' ? String(part) : `${part}.${this.field}`, this.rule);
  }
}

/** Thrown where JSON.parse may have lost digits. Always the same one: of an exchange with large ids each frame throws it. */
export const INEXACT_NUMBER = new Error('A number that JSON.parse may have rounded');

/** A well-formed event of a kind or symbol that was not asked for. */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent';
}

export type Fields = Readonly<Record<string, unknown>>;

export function fields(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new MalformedEvent(name, 'an object');
  return value as Fields;
}

export function list(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new MalformedEvent(name, 'an array');
  return value as readonly unknown[];
}

export function text(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw new MalformedEvent(name, 'a text');
  return value;
}

export function flag(value: unknown, name: string): boolean {
  if (typeof value !== 'boolean') throw new MalformedEvent(name, 'true or false');
  return value;
}

/** A plain decimal of zero or more. */
export function decimal(value: unknown, name: string): Decimal {
  const literal = literalOf(value);
  if (magnitudeOf(literal) === 'none') throw new MalformedEvent(name, 'a plain decimal of zero or more');
  return literal;
}

export function positive(value: unknown, name: string): Decimal {
  const literal = literalOf(value);
  if (magnitudeOf(literal) !== 'positive') throw new MalformedEvent(name, 'a plain decimal above zero');
  return literal;
}

export function signed(value: unknown, name: string): string {
  const literal = typeof value === 'string' ? value : literalOf(value);
  if (!isSignedDecimal(literal)) throw new MalformedEvent(name, 'a plain decimal');
  return literal;
}

/** Digits. PROTOCOL: an order id can exceed 2^53, "keep it a string everywhere". */
export function digits(value: unknown, name: string): string {
  const literal = literalOf(value);
  if (!/^\d{1,40}$/.test(literal)) throw new MalformedEvent(name, 'digits');
  return literal;
}

/** Unix milliseconds or a count: whole, zero or more, exact as a number. */
export function whole(value: unknown, name: string): number {
  if (typeof value === 'number' && value >= 0 && value < 1e15 && Number.isInteger(value)) return value;
  const literal = literalOf(value);
  if (!/^\d{1,15}$/.test(literal)) throw new MalformedEvent(name, 'a whole number of at most 15 digits');
  return Number(literal);
}

/** The literal of a number, or the text; empty for anything else. */
function literalOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return '';
  // Only of whole numbers up to 15 digits is the text certainly that of the literal, or equal to it.
  if (!Number.isInteger(value) || Math.abs(value) >= 1e15) throw INEXACT_NUMBER;
  return String(value);
}
