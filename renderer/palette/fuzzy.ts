/** How well a text fits what was typed, and which of its characters were meant. */
export interface Fit {
  readonly score: number;
  /** Offsets of characters, ascending. */
  readonly hits: readonly number[];
}

/** What each character that is hit counts, by where it stands; the first of the title counts more on top. */
const TITLE_START = 6;
const WORD_START = 8;
const FOLLOWS = 10;
const PLAIN = 1;
/** More room between hits than this is chance, not abbreviation, unless each hit begins a word. */
const LARGEST_GAP = 3;

const isWordStart = (text: string, at: number): boolean => at === 0 || /[\s/·:(“-]/.test(text.charAt(at - 1));

/** One word from one place on; undefined when it is not there, or only by chance. */
function fitFrom(word: string, text: string, from: number): Fit | undefined {
  const hits: number[] = [];
  let score = 0;
  let at = from;
  for (const character of word) {
    const found = text.indexOf(character, at);
    if (found < 0) return undefined;
    const last = hits.at(-1);
    const adjoins = last !== undefined && found === last + 1;
    const starts = isWordStart(text, found);
    if (last !== undefined && found - last > LARGEST_GAP && !starts) return undefined;
    score += adjoins ? FOLLOWS : starts ? WORD_START : PLAIN;
    if (found === 0) score += TITLE_START;
    hits.push(found);
    at = found + 1;
  }
  return { score, hits };
}

function fitWord(word: string, text: string): Fit | undefined {
  let best: Fit | undefined;
  const first = word.charAt(0);
  for (let from = text.indexOf(first); from >= 0; from = text.indexOf(first, from + 1)) {
    const fit = fitFrom(word, text, from);
    if (fit && (!best || fit.score > best.score)) best = fit;
  }
  return best;
}

/** What is found only in the alias is a weaker fit, and shows no characters. */
const ALIAS_SCORE = 4;

/**
 * Fits each word of the query, in any order, to the title, or as it stands to the alias (other names of the same). Undefined when a word fits
 * neither. Case does not matter.
 */
export function fit(query: string, title: string, alias = ''): Fit | undefined {
  const text = title.toLowerCase();
  const other = alias.toLowerCase();
  const hits = new Set<number>();
  let score = 0;
  for (const word of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const found = fitWord(word, text);
    if (found) {
      score += found.score;
      for (const hit of found.hits) hits.add(hit);
    } else if (other.includes(word)) {
      score += ALIAS_SCORE + word.length;
    } else {
      return undefined;
    }
  }
  // Of equal fits the shorter title is nearer to what was typed.
  return { score: score - text.length / 100, hits: [...hits].sort((a, b) => a - b) };
}

/** The text in pieces of hit and missed characters, in order. */
export function pieces(
  text: string,
  hits: readonly number[],
): readonly { readonly text: string; readonly hit: boolean }[] {
  const all: { text: string; hit: boolean }[] = [];
  const hit = new Set(hits);
  for (let at = 0; at < text.length; at += 1) {
    const last = all.at(-1);
    if (last?.hit === hit.has(at)) last.text += text.charAt(at);
    else all.push({ text: text.charAt(at), hit: hit.has(at) });
  }
  return all;
}
