import type { CommandInput } from '@shared/contract/commands';
import {
  LONGEST_CHANGE_MINUTES,
  symbolOfRule,
  type Alert,
  type AlertKind,
  type AlertRule,
  type VOLUME_INTERVALS,
} from '@shared/domain/alert';
import { assertNever } from '@shared/domain/assert-never';
import { compare, isZero, type Decimal } from '@shared/domain/decimal';
import { parseAmount, type AmountRefusal } from '../ticket/parse-amount';

export const EXPIRIES = ['never', 'hour', 'day', 'week', 'month', 'kept'] as const;
type Expiry = (typeof EXPIRIES)[number];

const HOUR_MS = 3_600_000;
const EXPIRY_MS: Readonly<Record<Exclude<Expiry, 'never' | 'kept'>, number>> = {
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
  month: 30 * 24 * HOUR_MS,
};

/** What is in the fields of the form, as it was typed. */
export interface AlertForm {
  readonly kind: AlertKind;
  readonly symbol: string;
  readonly asset: string;
  readonly price: string;
  readonly percent: string;
  readonly direction: 'up' | 'down' | 'either';
  readonly minutes: string;
  readonly times: string;
  readonly interval: (typeof VOLUME_INTERVALS)[number];
  readonly amount: string;
  readonly seconds: string;
  readonly repeat: 'once' | 'recurring';
  readonly cooldown: string;
  readonly hysteresis: string;
  readonly expiry: Expiry;
  /** Of `kept`, Unix ms. */
  readonly expiresAt: number | null;
  readonly note: string;
  readonly sound: boolean;
}

export type AlertField =
  | 'symbol'
  | 'asset'
  | 'price'
  | 'percent'
  | 'minutes'
  | 'times'
  | 'amount'
  | 'seconds'
  | 'cooldown'
  | 'hysteresis';

export type FieldProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'amount'; readonly reason: AmountRefusal }
  | { readonly kind: 'between'; readonly least: string; readonly most: string }
  | { readonly kind: 'zero' }
  | { readonly kind: 'whole' };

export interface ReadForm {
  /** Undefined while something is wrong. */
  readonly choices: CommandInput<'alert.create'> | undefined;
  readonly problems: Readonly<Partial<Record<AlertField, FieldProblem>>>;
}

const EMPTY: AlertForm = {
  kind: 'reaches',
  symbol: '',
  asset: '',
  price: '',
  percent: '',
  direction: 'either',
  minutes: '15',
  times: '3',
  interval: '5m',
  amount: '0',
  seconds: '60',
  repeat: 'once',
  cooldown: '60',
  hysteresis: '0.1',
  expiry: 'never',
  expiresAt: null,
  note: '',
  sound: true,
};

export function newForm(given: Partial<AlertForm>): AlertForm {
  return { ...EMPTY, ...given };
}

/** The form of an alert that there is. */
export function formOf(alert: Alert): AlertForm {
  const { rule, repeat, cooldownSeconds, hysteresis, expiresAt, note, sound } = alert;
  return {
    ...EMPTY,
    ...fieldsOf(rule),
    kind: rule.kind,
    symbol: symbolOfRule(rule),
    repeat,
    cooldown: String(cooldownSeconds),
    hysteresis,
    expiry: expiresAt === null ? 'never' : 'kept',
    expiresAt,
    note,
    sound,
  };
}

function fieldsOf(rule: AlertRule): Partial<AlertForm> {
  switch (rule.kind) {
    case 'rises':
    case 'falls':
    case 'reaches':
      return { price: rule.price };
    case 'change':
      return { percent: rule.percent, direction: rule.direction, minutes: String(rule.minutes) };
    case 'volume':
      return { times: rule.times, interval: rule.interval };
    case 'spread':
      return { percent: rule.percent };
    case 'balance':
      return { asset: rule.asset, amount: rule.amount };
    case 'fill':
      return {};
    case 'connection':
      return { seconds: String(rule.seconds) };
    default:
      return assertNever(rule);
  }
}

/** @param now Unix ms, from which an expiry is counted */
export function readForm(form: AlertForm, now: number): ReadForm {
  const problems: Partial<Record<AlertField, FieldProblem>> = {};

  function decimal(field: AlertField & keyof AlertForm, most?: Decimal, mayBeZero = false): Decimal {
    const parsed = parseAmount(form[field]);
    if (parsed.kind === 'empty') problems[field] = { kind: 'empty' };
    else if (parsed.kind === 'refused') problems[field] = { kind: 'amount', reason: parsed.reason };
    else if (!mayBeZero && isZero(parsed.value)) problems[field] = { kind: 'zero' };
    else if (most !== undefined && compare(parsed.value, most) > 0)
      problems[field] = { kind: 'between', least: '0', most };
    else return parsed.value;
    return '0';
  }

  function whole(field: AlertField & keyof AlertForm, least: number, most: number): number {
    const text = form[field].trim();
    if (text === '') problems[field] = { kind: 'empty' };
    else if (!/^\d{1,9}$/.test(text)) problems[field] = { kind: 'whole' };
    else if (Number(text) < least || Number(text) > most)
      problems[field] = { kind: 'between', least: String(least), most: String(most) };
    return Number(text);
  }

  function named(field: 'symbol' | 'asset'): string {
    if (form[field] === '') problems[field] = { kind: 'empty' };
    return form[field];
  }

  function rule(): AlertRule {
    const { kind } = form;
    switch (kind) {
      case 'rises':
      case 'falls':
      case 'reaches':
        return { kind, symbol: named('symbol'), price: decimal('price') };
      case 'change':
        return {
          kind,
          symbol: named('symbol'),
          direction: form.direction,
          percent: decimal('percent', '1000'),
          minutes: whole('minutes', 1, LONGEST_CHANGE_MINUTES),
        };
      case 'volume':
        return { kind, symbol: named('symbol'), interval: form.interval, times: decimal('times', '1000') };
      case 'spread':
        return { kind, symbol: named('symbol'), percent: decimal('percent', '1000') };
      case 'balance':
        return { kind, asset: named('asset'), amount: decimal('amount', undefined, true) };
      case 'fill':
        return { kind, symbol: form.symbol };
      case 'connection':
        return { kind, seconds: whole('seconds', 5, 86_400) };
      default:
        return assertNever(kind);
    }
  }

  const recurs = form.repeat === 'recurring';
  const choices = {
    rule: rule(),
    repeat: form.repeat,
    cooldownSeconds: recurs ? whole('cooldown', 0, 86_400) : 60,
    hysteresis: recurs ? decimal('hysteresis', '50', true) : '0.1',
    note: form.note.trim(),
    sound: form.sound,
    expiresAt: expiresAt(form, now),
  };
  return { choices: Object.keys(problems).length === 0 ? choices : undefined, problems };
}

function expiresAt({ expiry, expiresAt: kept }: AlertForm, now: number): number | null {
  if (expiry === 'never') return null;
  return expiry === 'kept' ? kept : now + EXPIRY_MS[expiry];
}
