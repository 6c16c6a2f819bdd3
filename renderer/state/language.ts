import type { AppError } from '@shared/domain/result';
import { ownWords } from '@shared/i18n/own-words';
import { translate, translateError, type MessageParameters } from '@shared/i18n/translate';
import type { MessageKey } from '@shared/i18n/en';
import { formatAmount } from '../format/amount';
import { formatAge, formatCountdown, formatSpan } from '../format/duration';
import { settings } from './settings';

/** The message in the user's language; follows the setting where Svelte reads it. */
export function t<Key extends MessageKey>(key: Key, ...parameters: MessageParameters<Key>): string {
  return translate(settings.current.language, key, ...parameters);
}

/** What main says of a connection that failed, in the user's language; what others said as literal text. */
export function reasonText(text: string): string {
  return ownWords(text, settings.current.language);
}

/** Details of a failure that are amounts; they are read like every other one. */
const AMOUNTS = ['bound', 'needed', 'free', 'filled', 'value'] as const;

export function errorText(error: AppError): string {
  const { details } = error;
  if (!details) return translateError(settings.current.language, error);
  const amounts = AMOUNTS.flatMap((name) => {
    const amount = details[name];
    return amount === undefined ? [] : [[name, formatAmount(amount, 0)] as const];
  });
  const words = (['message', 'reason'] as const).flatMap((name) => {
    const text = details[name];
    return text === undefined ? [] : [[name, reasonText(text)] as const];
  });
  return translateError(settings.current.language, {
    ...error,
    details: { ...details, ...Object.fromEntries([...amounts, ...words]) },
  });
}

/** Durations in the user's language, milliseconds in; see format/duration. */
export function age(ms: number): string {
  return formatAge(ms, settings.current.language);
}

export function countdown(ms: number): string {
  return formatCountdown(ms, settings.current.language);
}

export function span(ms: number): string {
  return formatSpan(ms, settings.current.language);
}
