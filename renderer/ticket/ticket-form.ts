import { bestAsk, bestBid, type BookSides } from '@shared/domain/book';
import {
  add,
  compare,
  cutDown,
  decimalsOf,
  divideDown,
  isZero,
  multiply,
  subtract,
  toPlaces,
  type Decimal,
} from '@shared/domain/decimal';
import type { Side } from '@shared/domain/order';
import type { SpotSymbol } from '@shared/domain/symbol';
import { stepOf } from '../format/precision';
import { parseAmount } from './parse-amount';

export type AmountField = 'price' | 'quantity' | 'total';

/** What stands in the ticket's fields, as typed; pure, so that every edit can be tested without a window. */
export interface TicketForm {
  readonly side: Side;
  readonly price: string;
  readonly quantity: string;
  readonly total: string;
  /** The one of the two that the user set last: the other follows when the price changes. */
  readonly leading: 'quantity' | 'total';
  /** The price came from the book and was not touched since: it may be replaced when the side changes. */
  readonly pricePrefilled: boolean;
}

export const EMPTY_FORM: TicketForm = {
  side: 'BUY',
  price: '',
  quantity: '',
  total: '',
  leading: 'quantity',
  pricePrefilled: true,
};

/** Which place in the book a price is taken from: the own side's best, the middle, or the other side's best. */
export type BookPlace = 'join' | 'mid' | 'take';

function amountOf(typed: string): Decimal | undefined {
  const parsed = parseAmount(typed);
  return parsed.kind === 'amount' ? parsed.value : undefined;
}

/** One field got new text; the field that depends on it follows exactly, cut to the symbol's precision. */
export function edit(form: TicketForm, field: AmountField, typed: string, rules: SpotSymbol): TicketForm {
  switch (field) {
    case 'price': {
      const next = { ...form, price: typed, pricePrefilled: false };
      return form.leading === 'total' ? withQuantityOfTotal(next, rules) : withTotal(next);
    }
    case 'quantity':
      return withTotal({ ...form, quantity: typed, leading: 'quantity' });
    case 'total':
      return withQuantityOfTotal({ ...form, total: typed, leading: 'total' }, rules);
  }
}

function withTotal(form: TicketForm): TicketForm {
  const price = amountOf(form.price);
  const quantity = amountOf(form.quantity);
  const known = price !== undefined && quantity !== undefined;
  return { ...form, total: known ? multiply(price, quantity) : '' };
}

function withQuantityOfTotal(form: TicketForm, rules: SpotSymbol): TicketForm {
  const price = amountOf(form.price);
  const total = amountOf(form.total);
  if (price === undefined || total === undefined || isZero(price)) return { ...form, quantity: '' };
  return { ...form, quantity: divideDown(total, price, rules.baseAssetPrecision) };
}

/**
 * The user left a field: what is certain is shown in its normal form. A total is then what price × quantity really is, because a
 * typed total seldom is a whole number of lots.
 */
export function settle(form: TicketForm, field: AmountField): TicketForm {
  const parsed = parseAmount(form[field]);
  const settled = parsed.kind === 'amount' && parsed.changed ? { ...form, [field]: parsed.value } : form;
  const exact = field === 'total' && amountOf(form.quantity) !== undefined && parsed.kind === 'amount';
  return exact ? { ...withTotal(settled), leading: 'total' } : settled;
}

/** Up or down by `steps` ticks or lots, never below zero; a text that is no amount stays. */
export function nudge(form: TicketForm, field: AmountField, steps: number, rules: SpotSymbol): TicketForm {
  const current = form[field].trim() === '' ? '0' : amountOf(form[field]);
  if (current === undefined) return form;
  const step = stepOf(field === 'quantity' ? rules.baseAssetPrecision : rules.quotePrecision);
  const size = multiply(step, String(Math.abs(steps)));
  const moved = steps > 0 ? add(current, size) : compare(current, size) > 0 ? subtract(current, size) : '0';
  return edit(form, field, pad(moved, current), rules);
}

/** Keeps the decimals that the text had, so that 10.00 does not jump to 10 while it is stepped. */
function pad(moved: Decimal, previous: Decimal): string {
  const places = previous.split('.')[1]?.length ?? 0;
  const own = moved.split('.')[1]?.length ?? 0;
  if (places <= own) return moved;
  return `${own === 0 ? `${moved}.` : moved}${'0'.repeat(places - own)}`;
}

/** A price out of the book at the symbol's precision, or undefined when that side is empty. */
export function bookPrice(
  place: BookPlace,
  side: Side,
  book: BookSides,
  rules: SpotSymbol,
): Decimal | undefined {
  const [bid, ask] = [bestBid(book)?.[0], bestAsk(book)?.[0]];
  const [own, other] = side === 'BUY' ? [bid, ask] : [ask, bid];
  switch (place) {
    case 'join':
      return own;
    case 'take':
      return other;
    case 'mid':
      return own === undefined || other === undefined
        ? undefined
        : middle(own, other, side, rules.quotePrecision);
  }
}

/** Half a tick goes in the user's favour: down for a buy, up for a sell. */
function middle(own: Decimal, other: Decimal, side: Side, places: number): Decimal {
  const exact = divideDown(add(own, other), '2', Math.max(places, decimalsOf(own), decimalsOf(other)) + 1);
  const cut = cutDown(exact, places);
  return side === 'SELL' && compare(cut, exact) < 0 ? add(cut, stepOf(places)) : cut;
}

/** A price from the book goes into the field with the symbol's decimals (servers send more), or more where the price has them. */
export function withBookPrice(form: TicketForm, price: Decimal, rules: SpotSymbol): TicketForm {
  return edit(form, 'price', toPlaces(price, Math.max(rules.quotePrecision, decimalsOf(price))), rules);
}

/** A row of the book that was chosen: its price and, when asked for, all up to there, cut to whole lots. */
export function withLevel(
  form: TicketForm,
  level: { readonly price: Decimal; readonly side?: Side; readonly quantity?: Decimal },
  rules: SpotSymbol,
): TicketForm {
  const priced = withBookPrice({ ...form, side: level.side ?? form.side }, level.price, rules);
  return level.quantity === undefined
    ? priced
    : edit(priced, 'quantity', cutDown(level.quantity, rules.baseAssetPrecision), rules);
}

/** `percent` of what is free: of the quote asset for a buy (needs a price), of the base asset for a sell. */
export function withShare(
  form: TicketForm,
  percent: 25 | 50 | 75 | 100,
  free: Decimal,
  rules: SpotSymbol,
): TicketForm {
  const share = multiply(free, percent === 100 ? '1' : `0.${percent}`);
  if (form.side === 'SELL') {
    return edit(form, 'quantity', cutDown(share, rules.baseAssetPrecision), rules);
  }
  const price = amountOf(form.price);
  if (price === undefined || isZero(price)) return form;
  return edit(form, 'quantity', divideDown(share, price, rules.baseAssetPrecision), rules);
}

/**
 * How much of a wanted quantity a balance reaches for at a price, in whole lots; undefined when it reaches for all of it, is not known,
 * or reaches for nothing: then the rule that the order breaks says more than an empty field.
 */
export function reachOf(
  side: Side,
  level: { readonly price: Decimal; readonly quantity: Decimal },
  free: Decimal | undefined,
  rules: SpotSymbol,
): Decimal | undefined {
  if (free === undefined || isZero(level.price)) return undefined;
  const places = rules.baseAssetPrecision;
  const reach = side === 'BUY' ? divideDown(free, level.price, places) : cutDown(free, places);
  return isZero(reach) || compare(cutDown(level.quantity, places), reach) <= 0 ? undefined : reach;
}

/** The amounts as plain decimals, in the form that is sent; a field that can not be read stays as typed, for the checks to name. */
export function intentOf(
  form: TicketForm,
  symbol: string,
): { symbol: string; side: Side; price: string; quantity: string } {
  return {
    symbol,
    side: form.side,
    price: amountOf(form.price) ?? form.price.trim(),
    quantity: amountOf(form.quantity) ?? form.quantity.trim(),
  };
}
