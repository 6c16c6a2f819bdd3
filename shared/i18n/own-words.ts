import type { Language } from '../domain/settings';
import { visibleText } from '../domain/visible-text';
import { messagesOf } from './messages';
import { ownWordsEn } from './own-words-en';

type OwnKey = keyof typeof ownWordsEn;

/** Longest first: one sentence can be the beginning of another. */
const SENTENCES = (Object.entries(ownWordsEn) as [OwnKey, string][]).sort(
  ([, a], [, b]) => b.length - a.length,
);

/**
 * A sentence of main's own about a connection in the language of the desk, with what follows it: a code of the system, an HTTP status, or
 * the exchange's own words, which stay as they are. It is found by its English words and not by a code, because states and journals of
 * earlier runs hold nothing else. What is not main's comes back as literal text.
 */
export function ownWords(text: string, language: Language): string {
  const shown = visibleText(text);
  if (language === 'en') return shown;
  const found = SENTENCES.find(([, sentence]) => shown.startsWith(sentence));
  if (!found) return shown;
  const [key, sentence] = found;
  const rest = shown.slice(sentence.length);
  const [, code, said] = /^(?: \(([^)]*)\))?(?:: (.*))?\.?$/s.exec(rest) ?? [];
  if (code === undefined && said === undefined && !/^\.?$/.test(rest)) return shown;
  return `${messagesOf(language)[key]}${code === undefined ? '' : `（${code}）`}${said === undefined ? '。' : `：${said}`}`;
}
