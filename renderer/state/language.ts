import type { AppError } from '@shared/domain/result';
import { translate, translateError, type MessageParameters } from '@shared/i18n/translate';
import type { MessageKey } from '@shared/i18n/en';
import { formatAge, formatCountdown, formatSpan } from '../format/duration';
import { settings } from './settings';

/** The message in the user's language; follows the setting where Svelte reads it. */
export function t<Key extends MessageKey>(key: Key, ...parameters: MessageParameters<Key>): string {
  return translate(settings.current.language, key, ...parameters);
}

export function errorText(error: AppError): string {
  return translateError(settings.current.language, error);
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
