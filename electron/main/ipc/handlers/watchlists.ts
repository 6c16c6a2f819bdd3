import type { Watchlists } from '../../state/watchlists';
import type { Handlers } from '../router';

type WatchlistHandlers = Pick<
  Handlers,
  | 'watchlist.create'
  | 'watchlist.rename'
  | 'watchlist.remove'
  | 'watchlist.move'
  | 'watchlist.watch'
  | 'watchlist.moveSymbol'
>;

export function watchlistHandlers(lists: Watchlists): WatchlistHandlers {
  return {
    'watchlist.create': async ({ name }) => lists.create(name),
    'watchlist.rename': async ({ id, name }) => lists.rename(id, name),
    'watchlist.remove': async ({ id }) => lists.remove(id),
    'watchlist.move': async ({ id, to }) => lists.move(id, to),
    'watchlist.watch': async ({ id, symbols, watched }) => lists.watch(id, symbols, watched),
    'watchlist.moveSymbol': async ({ id, symbol, to }) => lists.moveSymbol(id, symbol, to),
  };
}
