import type { AccountsState, WatchlistsState } from '@shared/contract/topics';
import { fail, ok, type Result } from '@shared/domain/result';
import { exchangeOf } from '@shared/domain/account';
import { MOST_WATCHED, MOST_WATCHLISTS, moved, type Watchlist } from '@shared/domain/watchlist';
import { StorageError } from '../storage/storage-error';
import type { WatchlistRepository } from '../storage/watchlists';
import { createTopicStore, type Readable } from './stores';

/**
 * The watchlists of the exchange of the active account. Every exchange has at least one list. Failures: `watchlist.gone`,
 * `watchlist.most-lists`, `watchlist.most-symbols`, `watchlist.last`, and those of storage.
 */
export interface Watchlists {
  readonly state: Readable<WatchlistsState>;
  create(name: string): Result<{ id: number }>;
  rename(id: number, name: string): Result<null>;
  remove(id: number): Result<null>;
  /** Puts a list at this place among the lists. */
  move(id: number, to: number): Result<null>;
  /** Adds symbols at the end of a list, those that are not in it, or takes them out of it. */
  watch(id: number, symbols: readonly string[], watched: boolean): Result<null>;
  /** Puts a symbol at this place in a list. */
  moveSymbol(id: number, symbol: string, to: number): Result<null>;
}

interface WatchlistsOptions {
  readonly repository: WatchlistRepository;
  readonly accounts: Readable<AccountsState>;
}

const NONE: WatchlistsState = { exchange: '', lists: [] };

export function createWatchlists({ repository, accounts }: WatchlistsOptions): Watchlists {
  function exchange(): string {
    const { accounts: all, activeId } = accounts.getState();
    const account = all.find(({ id }) => id === activeId);
    return account ? exchangeOf(account) : '';
  }

  /** Lists that can not be read are none: the markets are there without them. */
  function current(of: string): WatchlistsState {
    if (of === '') return NONE;
    try {
      if (repository.list(of).length === 0) repository.insert(of, '');
      return { exchange: of, lists: repository.list(of) };
    } catch (error) {
      if (error instanceof StorageError) return { exchange: of, lists: [] };
      throw error;
    }
  }

  const store = createTopicStore(current(exchange()));
  accounts.subscribe(() => {
    const now = exchange();
    if (now !== store.getState().exchange) store.set(current(now));
  });

  /** Makes a change of what is shown, and shows it. */
  function change<T>(make: (lists: readonly Watchlist[], of: string) => Result<T>): Result<T> {
    const { lists, exchange: of } = store.getState();
    try {
      const made = make(lists, of);
      if (made.ok) store.set(current(of));
      return made;
    } catch (error) {
      if (error instanceof StorageError) return { ok: false, error: error.toAppError() };
      throw error;
    }
  }

  function changeOne(id: number, make: (list: Watchlist) => Result<null>): Result<null> {
    return change((lists) => {
      const list = lists.find((each) => each.id === id);
      return list ? make(list) : GONE;
    });
  }

  return {
    state: store,
    create: (name) =>
      change((lists, of) => {
        if (of === '') return GONE;
        if (lists.length >= MOST_WATCHLISTS) {
          return fail('watchlist.most-lists', 'There are as many watchlists as there may be.', {
            details: { most: String(MOST_WATCHLISTS) },
          });
        }
        return ok({ id: repository.insert(of, name) });
      }),
    rename: (id, name) => changeOne(id, () => done(repository.rename(id, name))),
    remove: (id) =>
      change((lists) => {
        if (lists.length === 1) return fail('watchlist.last', 'One watchlist always stays.');
        return lists.some((list) => list.id === id) ? done(repository.remove(id)) : GONE;
      }),
    move: (id, to) =>
      change((lists) => {
        const ids = lists.map((list) => list.id);
        if (!ids.includes(id)) return GONE;
        repository.arrange(moved(ids, ids.indexOf(id), to));
        return ok(null);
      }),
    watch: (id, symbols, watched) =>
      changeOne(id, (list) => {
        const others = list.symbols.filter((symbol) => !symbols.includes(symbol));
        const next = watched ? [...new Set([...list.symbols, ...symbols])] : others;
        if (next.length > MOST_WATCHED && watched) {
          return fail('watchlist.most-symbols', 'The watchlist has as many symbols as it may have.', {
            details: { most: String(MOST_WATCHED) },
          });
        }
        repository.setSymbols(id, next);
        return ok(null);
      }),
    moveSymbol: (id, symbol, to) =>
      changeOne(id, (list) => {
        const at = list.symbols.indexOf(symbol);
        if (at < 0) return GONE;
        repository.setSymbols(id, moved(list.symbols, at, to));
        return ok(null);
      }),
  };
}

const GONE = fail('watchlist.gone', 'The watchlist or its symbol is not there any more.');

function done(found: boolean): Result<null> {
  return found ? ok(null) : GONE;
}
