import { assetName } from '@shared/domain/asset-names';
import type { SpotSymbol } from '@shared/domain/symbol';

/** How well a symbol fits a search: 0 is best; undefined is not at all. */
export type Rank = number;

const EXACT = 0;
const PREFIX = 1;
const INFIX = 2;
const NAME = 3;
const NAME_PREFIX = 4;
const NAME_INFIX = 5;
/** By the name of what is paid with: `tether` finds the markets in USDT, after all others. */
const QUOTE_NAME = 6;

/** Full-width letters become plain and case goes, so that `ｂｔｃ` finds BTC; separators in `btc/usdt` do not matter. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s/_-]/g, '');
}

interface Folded {
  readonly codes: readonly string[];
  readonly names: readonly string[];
  readonly quoteNames: readonly string[];
}

const folded = new WeakMap<SpotSymbol, Folded>();

/** Folded once: a key pressed in the search looks at thousands of symbols. */
function foldedOf(symbol: SpotSymbol): Folded {
  const known = folded.get(symbol);
  if (known) return known;
  const made: Folded = {
    codes: [symbol.symbol, symbol.baseAsset + symbol.quoteAsset, symbol.baseAsset].map(fold),
    names: namesOf(symbol.baseAsset),
    quoteNames: namesOf(symbol.quoteAsset),
  };
  folded.set(symbol, made);
  return made;
}

function namesOf(asset: string): readonly string[] {
  const name = assetName(asset);
  return name ? [...new Set([fold(name.en), fold(name.zh)])] : [];
}

/** Ranks symbols against what was typed: by symbol and asset first (exact, beginning, within), then by the asset's names. */
export function searchFor(text: string): (symbol: SpotSymbol) => Rank | undefined {
  const query = fold(text);
  if (query === '') return () => EXACT;
  return (symbol) => {
    const { codes, names, quoteNames } = foldedOf(symbol);
    if (codes.includes(query)) return EXACT;
    if (codes.some((code) => code.startsWith(query))) return PREFIX;
    if (codes.some((code) => code.includes(query))) return INFIX;
    if (names.includes(query)) return NAME;
    const begun = names.find((name) => name.startsWith(query));
    // The shorter name is the nearer one: Bitcoin before Bitcoin Cash.
    if (begun !== undefined) return NAME_PREFIX + begun.length / 1_000;
    if (names.some((name) => name.includes(query))) return NAME_INFIX;
    return quoteNames.some((name) => name.startsWith(query)) ? QUOTE_NAME : undefined;
  };
}
