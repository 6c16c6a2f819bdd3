import { isDecimal, type Decimal } from '@shared/domain/decimal';

/** Why a typed amount is refused. Each is a message key `amount.<reason>`. */
export type AmountRefusal =
  'comma' | 'grouping' | 'exponent' | 'prefix' | 'sign' | 'two-points' | 'too-long' | 'characters';

export type ParsedAmount =
  | { readonly kind: 'empty' }
  /** `changed` tells that the field must show `value` instead of what was typed. */
  | { readonly kind: 'amount'; readonly value: Decimal; readonly changed: boolean }
  | { readonly kind: 'refused'; readonly reason: AmountRefusal };

const PLAIN = /^(?:\d+\.?\d*|\.\d+)$/;
/** Commas or spaces between groups of three are certain only with a point behind them, or with two or more separators. */
const GROUPED = /^\d{1,3}(?:([, ])\d{3})(?:\1\d{3})*(?:\.\d*)?$/;

/**
 * Reads what a person typed into an amount field. What is certain is normalised (full-width digits, spaces around, `.5`, `5.`,
 * `67,412.40`), what could mean two things (`1,234`) or is no plain decimal (`1e5`, `0x10`, `-1`) is refused; nothing is guessed.
 */
export function parseAmount(typed: string): ParsedAmount {
  const text = halfWidth(typed).trim();
  if (text === '') return { kind: 'empty' };
  const refusal = refusalOf(text);
  if (refusal) return { kind: 'refused', reason: refusal };
  const value = plain(text.replace(/[, ]/g, ''));
  if (!isDecimal(value)) return { kind: 'refused', reason: 'too-long' };
  return { kind: 'amount', value, changed: value !== typed };
}

/** Full-width digits, points and commas of Chinese and Japanese keyboards, and no-break spaces, in their plain form. */
function halfWidth(text: string): string {
  return text
    .replace(/[\uff0b-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (wide) =>
      String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
    )
    .replace(/\u3002/g, '.')
    .replace(/[\u00a0\u2009\u202f\u3000]/g, ' ');
}

function refusalOf(text: string): AmountRefusal | undefined {
  if (PLAIN.test(text)) return undefined;
  if (/^[-+\u2212]/.test(text)) return 'sign';
  if (/^0[xob]/i.test(text)) return 'prefix';
  if (/^[\d.]+e/i.test(text)) return 'exponent';
  if (/[^\d., ]/.test(text)) return 'characters';
  if (GROUPED.test(text)) return isCertain(text) ? undefined : 'comma';
  if (/,/.test(text)) return 'comma';
  if (/ /.test(text)) return 'grouping';
  return 'two-points';
}

function isCertain(text: string): boolean {
  const separators = text.match(/[, ]/g) ?? [];
  return text.includes('.') || separators.length > 1 || separators[0] === ' ';
}

/** `.5` → `0.5`, `5.` → `5`, `007` → `7`; trailing zeros stay, because they are what was typed. */
function plain(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  const digits = whole.replace(/^0+(?=\d)/, '');
  return fraction === '' ? digits || '0' : `${digits || '0'}.${fraction}`;
}
