import type { SpotSymbol } from '@shared/domain/symbol';
import { visibleText } from '@shared/domain/visible-text';
import type { Action, ActionGroup } from '../actions/action';
import { fit } from './fuzzy';

/** One line of the palette: an action or a market. */
export interface PaletteItem {
  readonly id: string;
  readonly kind: 'action' | 'market';
  readonly title: string;
  readonly group: ActionGroup;
  /** Other names by which it is found. */
  readonly alias: string;
  readonly keys: readonly string[];
  readonly run: () => void;
}

export interface ShownItem extends PaletteItem {
  readonly hits: readonly number[];
  readonly recent: boolean;
}

/** What is not possible now is not there. The palette itself is not among its own lines. */
export function actionItems(actions: readonly Action[]): PaletteItem[] {
  return actions
    .filter(({ id, isPossible }) => id !== 'app.palette' && isPossible?.() !== false)
    .map(({ id, group, title, keys = [], run }) => ({
      id,
      kind: 'action',
      title: title(),
      group,
      alias: id,
      keys,
      run,
    }));
}

/** @param goTo of the language, such as “Go to”: it may be typed before the symbol */
export function marketItems(
  symbols: readonly SpotSymbol[],
  goTo: string,
  select: (symbol: string) => void,
): PaletteItem[] {
  return symbols.map(({ symbol, baseAsset, quoteAsset }) => ({
    id: `market:${symbol}`,
    kind: 'market',
    title: visibleText(`${baseAsset}/${quoteAsset}`),
    group: 'market',
    alias: `${goTo} ${symbol}`,
    keys: [],
    run: () => select(symbol),
  }));
}

/** What was used lately wins between equals, and a little more. */
const RECENT = 6;
/** More lines are not read. */
const MOST = 60;

/** Lines for what was typed, best first. While nothing is typed: what was used lately, then every action, no market. */
export function shownItems(
  items: readonly PaletteItem[],
  query: string,
  recent: readonly string[],
): readonly ShownItem[] {
  if (query.trim() === '') {
    const lately = recent.flatMap((id) => items.filter((item) => item.id === id));
    const rest = items.filter((item) => item.kind === 'action' && !recent.includes(item.id));
    return [
      ...lately.map((item) => ({ ...item, hits: [], recent: true })),
      ...rest.map((item) => ({ ...item, hits: [], recent: false })),
    ];
  }
  return items
    .flatMap((item) => {
      const found = fit(query, item.title, item.alias);
      if (!found) return [];
      const used = recent.includes(item.id);
      return [{ ...item, hits: found.hits, recent: used, score: found.score + (used ? RECENT : 0) }];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ score: _score, ...item }) => item);
}
