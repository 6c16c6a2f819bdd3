import type { AppError } from '@shared/domain/result';
import { translate, translateError, type MessageParameters } from '@shared/i18n/translate';
import type { MessageKey } from '@shared/i18n/en';
import { settings } from './settings';

/** The message in the user's language; follows the setting where Svelte reads it. */
export function t<Key extends MessageKey>(key: Key, ...parameters: MessageParameters<Key>): string {
  return translate(settings.current.language, key, ...parameters);
}

export function errorText(error: AppError): string {
  return translateError(settings.current.language, error);
}
