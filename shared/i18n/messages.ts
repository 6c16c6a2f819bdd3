import type { Language } from '../domain/settings';
import { en, type MessageKey } from './en';

export type Messages = Readonly<Record<MessageKey, string>>;

/** English is always there; a window loads another language when it is chosen (main and tests have every-language.ts). */
const known: Partial<Record<Language, Messages>> = { en };

export function addMessages(language: Language, messages: Messages): void {
  known[language] = messages;
}

export function isSpoken(language: Language): boolean {
  return known[language] !== undefined;
}

/** Of the language, or English while it has not been loaded. */
export function messagesOf(language: Language): Messages {
  return known[language] ?? en;
}
