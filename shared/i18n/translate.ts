import type { AppError } from '../domain/result';
import type { Language } from '../domain/settings';
import { visibleText } from '../domain/visible-text';
import { en, type MessageKey } from './en';
import { messagesOf } from './messages';

/** Names in braces of a message: `Buy {quantity} {asset}` → 'quantity' | 'asset'. */
type ParameterNames<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterNames<Rest>
  : never;

/** Nothing for a message without parameters, else an object with exactly its parameters. */
export type MessageParameters<Key extends MessageKey> = [ParameterNames<(typeof en)[Key]>] extends [never]
  ? []
  : [Readonly<Record<ParameterNames<(typeof en)[Key]>, string | number>>];

/** The message in the given language with its parameters put in. */
export function translate<Key extends MessageKey>(
  language: Language,
  key: Key,
  ...[parameters]: MessageParameters<Key>
): string {
  return fill(messagesOf(language)[key], parameters ?? {});
}

function fill(message: string, parameters: Readonly<Record<string, string | number>>): string {
  return message.replace(/\{(\w+)\}/g, (braces, name: string) =>
    Object.hasOwn(parameters, name) ? visibleText(String(parameters[name])) : braces,
  );
}

export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}

/**
 * An expected failure in plain words: `error.<code>` filled with its details where the language has it, else the English message
 * that came with it, as literal text.
 */
export function translateError(language: Language, error: AppError): string {
  const key = `error.${error.code}`;
  if (!isMessageKey(key)) return visibleText(error.message);
  const filled = fill(messagesOf(language)[key], readable(language, error.details ?? {}));
  return /\{\w+\}/.test(filled) ? visibleText(error.message) : filled;
}

/** `field` is a name of the contract; people read its label. */
function readable(
  language: Language,
  details: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const key = `field.${details['field'] ?? ''}`;
  return isMessageKey(key) ? { ...details, field: messagesOf(language)[key] } : details;
}
