import { isSignedDecimal, type Decimal } from '../domain/decimal';
import type { Grouping } from '../domain/settings';

/** U+2212 is as wide as a plus, so signed columns keep their width. */
export const MINUS = '\u2212';

/** The space is a narrow one at which no line breaks. */
const SEPARATORS: Readonly<Record<Grouping, string>> = { comma: ',', space: '\u202f', none: '' };

/** Separators between groups of three, as the user chose them: `67412.40` → `67,412.40`. Never rounds, never scientific. */
export function groupDigits(decimal: string, grouping: Grouping): string {
  const negative = decimal.startsWith('-');
  const [whole = '', fraction] = (negative ? decimal.slice(1) : decimal).split('.');
  const separator = SEPARATORS[grouping];
  const grouped = separator === '' ? whole : whole.replace(/\B(?=(\d{3})+$)/g, separator);
  return `${negative ? MINUS : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/**
 * A decimal with exactly `places` decimals, or more when the value needs them: nothing that a trader owns or pays is rounded away.
 * Text that is no decimal comes back as it is.
 */
export function amountText(decimal: Decimal, places: number, grouping: Grouping): string {
  if (!isSignedDecimal(decimal)) return decimal;
  const [whole = '0', fraction = ''] = decimal.replace(/^(-?)0+(?=\d)/, '$1').split('.');
  const digits = fraction.replace(/0+$/, '').padEnd(places, '0');
  return groupDigits(digits === '' ? whole : `${whole}.${digits}`, grouping);
}
