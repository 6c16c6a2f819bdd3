import { compare, type Decimal } from '@shared/domain/decimal';
import type { AccountLimits } from '@shared/domain/limits';
import { splitChange, type LimitField } from '@shared/domain/loosenings';
import { parseAmount, type AmountRefusal } from '../ticket/parse-amount';

/** The limits as they are written: amounts as text, empty for none. */
export interface LimitsForm {
  readonly valueAsset: string;
  readonly largestOrder: string;
  readonly largestDay: string;
  readonly confirmAbove: string;
  readonly symbols: string;
  readonly warnDistance: string;
  readonly refuseDistance: string;
  readonly largeShare: string;
  readonly repeatSeconds: string;
  readonly confirm: AccountLimits['confirm'];
}

/** The lock is a switch of its own that takes effect when it is turned. */
export type WrittenField = keyof LimitsForm;

/** Why a field cannot be saved: a text that is no amount, or a bound of the contract. */
export type FieldProblem =
  | { readonly kind: 'amount'; readonly reason: AmountRefusal }
  | { readonly kind: 'empty' | 'percent' | 'seconds' | 'asset' | 'symbols'; readonly bound: string };

/** As in the contract (`limitChanges`). */
const MOST_PERCENT = '1000';
const MOST_SECONDS = 3_600;
const MOST_SYMBOLS = 500;
const LONGEST_ASSET = 32;

export function formOf(limits: AccountLimits): LimitsForm {
  return {
    valueAsset: limits.valueAsset,
    largestOrder: limits.largestOrder ?? '',
    largestDay: limits.largestDay ?? '',
    confirmAbove: limits.confirmAbove ?? '',
    symbols: limits.symbols?.join(', ') ?? '',
    warnDistance: limits.warnDistance,
    refuseDistance: limits.refuseDistance,
    largeShare: limits.largeShare,
    repeatSeconds: String(limits.repeatSeconds),
    confirm: limits.confirm,
  };
}

export interface ReadForm {
  /** What the form says; undefined while something in it cannot be read. */
  readonly limits: Omit<AccountLimits, 'locked'> | undefined;
  readonly problems: Readonly<Partial<Record<WrittenField, FieldProblem>>>;
}

/** Reads the form with the ticket's own reader of amounts: what could mean two things is refused, nothing is guessed. */
export function readForm(form: LimitsForm): ReadForm {
  const problems: Partial<Record<WrittenField, FieldProblem>> = {};

  function amount(field: 'largestOrder' | 'largestDay' | 'confirmAbove'): Decimal | null {
    const parsed = parseAmount(form[field]);
    if (parsed.kind === 'amount') return parsed.value;
    if (parsed.kind === 'refused') problems[field] = { kind: 'amount', reason: parsed.reason };
    return null;
  }

  function percent(field: 'warnDistance' | 'refuseDistance' | 'largeShare'): Decimal {
    const parsed = parseAmount(form[field]);
    if (parsed.kind === 'refused') problems[field] = { kind: 'amount', reason: parsed.reason };
    else if (parsed.kind === 'empty') problems[field] = { kind: 'empty', bound: '' };
    else if (compare(parsed.value, MOST_PERCENT) > 0)
      problems[field] = { kind: 'percent', bound: `${MOST_PERCENT} %` };
    return parsed.kind === 'amount' ? parsed.value : '0';
  }

  function seconds(): number {
    const parsed = parseAmount(form.repeatSeconds);
    if (parsed.kind === 'refused') problems.repeatSeconds = { kind: 'amount', reason: parsed.reason };
    const value = parsed.kind === 'amount' ? Number(parsed.value) : Number.NaN;
    if (parsed.kind !== 'refused' && !(Number.isInteger(value) && value <= MOST_SECONDS)) {
      problems.repeatSeconds = { kind: 'seconds', bound: String(MOST_SECONDS) };
    }
    return value;
  }

  function asset(): string {
    const text = form.valueAsset.trim();
    if (text === '' || text.length > LONGEST_ASSET) {
      problems.valueAsset = { kind: 'asset', bound: String(LONGEST_ASSET) };
    }
    return text;
  }

  function symbols(): readonly string[] | null {
    const names = [...new Set(form.symbols.split(/[\s,\u3001\uff0c]+/).filter((name) => name !== ''))];
    if (names.length > MOST_SYMBOLS) problems.symbols = { kind: 'symbols', bound: String(MOST_SYMBOLS) };
    return names.length === 0 ? null : names;
  }

  const limits = {
    valueAsset: asset(),
    largestOrder: amount('largestOrder'),
    largestDay: amount('largestDay'),
    confirmAbove: amount('confirmAbove'),
    symbols: symbols(),
    warnDistance: percent('warnDistance'),
    refuseDistance: percent('refuseDistance'),
    largeShare: percent('largeShare'),
    repeatSeconds: seconds(),
    confirm: form.confirm,
  };
  return { limits: Object.keys(problems).length === 0 ? limits : undefined, problems };
}

/** What saving would come to; both empty when the form says what holds already. */
export function changeOf(
  now: AccountLimits,
  wanted: Omit<AccountLimits, 'locked'>,
): { readonly atOnce: readonly LimitField[]; readonly asked: readonly LimitField[] } {
  return splitChange(now, { ...wanted, locked: now.locked });
}
