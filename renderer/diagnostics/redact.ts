import { visibleText } from '@shared/domain/visible-text';

/** What stands in the place of something that was taken out. */
const GONE = '[removed]';

/** An address keeps its scheme, host and port: who was asked. Names, passwords, paths and queries can tell who asked. */
const ADDRESS = /\b([a-z][a-z\d+.-]*:\/\/)(?:[^\s/?#@]*@)?([^\s/?#@]+)[^\s;,)]*/giu;
/** Paths of files: below a home folder each has the user's name. */
const PATHS = [/\b[a-z]:\\[^\s;,)]*/giu, /(?<![\w./:])~?\/(?!\/)[^\s;,)]+/gu];
const MAIL = /[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+/gu;
/** `listenKey=…`, `signature: …`, `X-JEX-APIKEY …` and the like. */
const NAMED_SECRET =
  /\b([\w-]*(?:key|secret|signature|token|password|passphrase))(["']?\s*[:=]\s*["']?)[^\s"',;)]+/giu;
/** Keys, listen keys, signatures: long runs of letters with digits. No word of a sentence has a digit in it. */
const LONG_RUN = /(?<![\w-])(?=[\w+/=-]*\d)(?=[\w+/=-]*[a-z])[\w+/=-]{16,}/giu;
/** Order ids and amounts; the figures of a sentence of ours (codes, ms, counts) are shorter. */
const LONG_NUMBER = /(?<![\w.,])\d[\d.,]{5,}(?![\w])/gu;

/**
 * A sentence of main, the system or a server, without what could tell whose account it is about. `known` are words that are private
 * whatever they look like.
 */
export function redacted(text: string, known: readonly string[]): string {
  let left = text;
  for (const word of known) left = left.replaceAll(word, GONE);
  left = left.replace(ADDRESS, '$1$2');
  for (const path of PATHS) left = left.replace(path, GONE);
  left = left
    .replace(MAIL, GONE)
    .replace(NAMED_SECRET, `$1$2${GONE}`)
    .replace(LONG_RUN, GONE)
    .replace(LONG_NUMBER, GONE);
  return visibleText(left);
}

/** Scheme, host and port of a server's address. */
export function originOf(address: string): string {
  if (!URL.canParse(address)) return GONE;
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}
