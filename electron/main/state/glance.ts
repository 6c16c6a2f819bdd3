import type { SymbolsState, TopicValues } from '@shared/contract/topics';
import { pinnedMarkets } from '@shared/domain/pinned';
import type { Settings } from '@shared/domain/settings';
import type { TopicSources } from './publication';
import type { DeskStores, Readable } from './stores';
import type { Watchlists } from './watchlists';

interface GlanceOptions {
  readonly stores: Pick<DeskStores, 'symbols' | 'tickers' | 'balances'>;
  readonly watchlists: Watchlists['state'];
  readonly settings: Readable<Settings>;
}

/** What the small windows of the tray see in place of the desk's own topics: a few markets of what may be thousands. */
export interface Glance {
  readonly sources: Required<Pick<TopicSources, 'symbols' | 'tickers' | 'pinned'>>;
}

export function createGlance({ stores, watchlists, settings }: GlanceOptions): Glance {
  const pinned = derived(
    [watchlists, settings, stores.symbols],
    () =>
      pinnedMarkets(watchlists.getState().lists, settings.getState(), stores.symbols.getState().symbols).map(
        ({ symbol }) => symbol,
      ),
    (a, b) => a.join(' ') === b.join(' '),
  );
  const symbols = derived([pinned, stores.symbols, stores.balances, settings], (): SymbolsState => {
    const all = stores.symbols.getState();
    const shown = new Set(pinned.getState());
    const held = new Set(
      (stores.balances.getState()?.spot ?? [])
        .filter(({ free, locked }) => /[1-9]/.test(free + locked))
        .map(({ asset }) => asset),
    );
    held.add(settings.getState().valueAsset);
    return {
      ...all,
      symbols: all.symbols.filter(
        ({ symbol, baseAsset, quoteAsset }) =>
          shown.has(symbol) || (held.has(baseAsset) && held.has(quoteAsset)),
      ),
    };
  });
  const tickers = derived([symbols, stores.tickers], (): TopicValues['tickers'] => {
    const all = stores.tickers.getState();
    return Object.fromEntries(
      symbols.getState().symbols.flatMap(({ symbol }) => {
        const ticker = Object.hasOwn(all, symbol) ? all[symbol] : undefined;
        return ticker ? [[symbol, ticker]] : [];
      }),
    );
  });
  return { sources: { symbols, tickers, pinned } };
}

/** A value of others, worked out when it is asked for and one of them has changed. */
function derived<T>(
  from: readonly Readable<unknown>[],
  make: () => T,
  isSame: (a: T, b: T) => boolean = () => false,
): Readable<T> {
  let inputs: readonly unknown[] | undefined;
  let value: T;

  function getState(): T {
    const now = from.map((each) => each.getState());
    if (!inputs || now.some((each, at) => each !== inputs?.[at])) {
      const next = make();
      if (!inputs || !isSame(value, next)) value = next;
      inputs = now;
    }
    return value;
  }

  return {
    getState,
    subscribe(listener) {
      let before = getState();
      const stops = from.map((each) =>
        each.subscribe(() => {
          const after = getState();
          if (after === before) return;
          const last = before;
          before = after;
          listener(after, last);
        }),
      );
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
