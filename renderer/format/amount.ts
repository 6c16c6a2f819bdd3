import { isSignedDecimal, toPlaces } from '@shared/domain/decimal';
import { amountText, groupDigits } from '@shared/i18n/figures';
import { preferences } from './preferences.svelte';

/** In groups of three, as the user chose them to be parted; see {@link groupDigits}. */
export function groupThousands(decimal: string): string {
  return groupDigits(decimal, preferences().grouping);
}

/** With at least `places` decimals and in groups; see {@link amountText}. */
export function formatAmount(decimal: string, places: number): string {
  return amountText(decimal, places, preferences().grouping);
}

/** A plain decimal with exactly `places` decimals, cut and never rounded up. By its digits, because every row of a book needs it. */
export function cutToPlaces(decimal: string, places: number): string {
  const [whole = '0', fraction = ''] = decimal.replace(/^0+(?=\d)/, '').split('.');
  return places === 0 ? whole : `${whole}.${fraction.slice(0, places).padEnd(places, '0')}`;
}

/** As {@link formatAmount}, but rounded to `places`: for figures that are derived, such as averages. */
export function formatRounded(decimal: string, places: number): string {
  return isSignedDecimal(decimal) ? groupThousands(toPlaces(decimal, places)) : decimal;
}

/** With a sign in front: `+1.94`, `−0.84`, `0.00`. */
export function formatSigned(decimal: string, places: number): string {
  const text = formatRounded(decimal, places);
  return directionOf(decimal) === 'up' ? `+${text}` : text.replace(/^\u2212(?=[0.,]*$)/, '');
}

/** Which way a signed decimal points; a tiny change that rounds to zero is still a change. */
export function directionOf(decimal: string): 'up' | 'down' | 'flat' {
  if (!isSignedDecimal(decimal) || /^-?[0.]*$/.test(decimal)) return 'flat';
  return decimal.startsWith('-') ? 'down' : 'up';
}

/** Digits that a narrow column has room for. */
const GLANCE_DIGITS = 9;

/**
 * An amount for a narrow column: at least two decimals, and no more than nine digits unless the whole part has more. Cut and never
 * rounded up; where it is used the whole amount stands beside or behind it.
 */
export function formatGlance(decimal: string): string {
  if (!isSignedDecimal(decimal)) return decimal;
  const [whole = '0', fraction = ''] = decimal.replace(/^(-?)0+(?=\d)/, '$1').split('.');
  const most = Math.max(2, GLANCE_DIGITS - whole.replace('-', '').length);
  return formatAmount(`${whole}.${fraction.slice(0, most).padEnd(1, '0')}`, 2);
}

const UNITS = ['', 'K', 'M', 'B', 'T'] as const;

/** A large amount in four digits at most: `81234567.1` → `81.23M`. For overviews only, cut and never rounded up. */
export function formatCompact(decimal: string): string {
  if (!isSignedDecimal(decimal)) return decimal;
  const [whole = '0', fraction = ''] = decimal.replace(/^(-?)0+(?=\d)/, '$1').split('.');
  const digits = whole.replace('-', '').length;
  const unit = Math.min(Math.floor((digits - 1) / 3), UNITS.length - 1);
  const shift = unit * 3;
  const head = shift === 0 ? whole : whole.slice(0, -shift);
  const tail = (shift === 0 ? fraction : whole.slice(-shift)).slice(0, 2).padEnd(2, '0');
  return `${groupThousands(head)}.${tail}${UNITS[unit] ?? ''}`;
}

/** A small figure with `digits` digits that matter, cut: `0.0000741` → `0.000074`, `1.94` → `1.9`. */
export function formatSignificant(decimal: string, digits: number): string {
  if (!isSignedDecimal(decimal)) return decimal;
  const [whole = '0', fraction = ''] = decimal.split('.');
  const wholeDigits = whole.replace(/^-?0*/, '').length;
  const zeros = wholeDigits > 0 ? 0 : (/^0*/.exec(fraction)?.[0].length ?? 0);
  const kept = fraction.slice(0, zeros + Math.max(digits - wholeDigits, 0)).replace(/0+$/, '');
  return groupThousands(kept === '' ? whole.replace(/^-(?=0*$)/, '') : `${whole}.${kept}`);
}
