import { expect, it, onTestFinished } from 'vitest';
import type { AccountsState } from '@shared/contract/topics';
import type { Account } from '@shared/domain/account';
import type { Database } from '../storage/connection';
import { temporaryDatabase } from '../storage/testing';
import { createWatchlistRepository } from '../storage/watchlists';
import { createTopicStore } from './stores';
import { createWatchlists } from './watchlists';

const account = (id: string, restUrl: string, kind: Account['kind'] = 'custom') =>
  ({ id, kind, restUrl }) as Account;

function watchlists(db: Database = temporaryDatabase(onTestFinished)) {
  const accounts = createTopicStore<AccountsState>({
    accounts: [account('paper', 'http://127.0.0.1:4001', 'paper'), account('own', 'https://a.example')],
    activeId: 'paper',
    lock: null,
  });
  const lists = createWatchlists({ repository: createWatchlistRepository(db), accounts });
  const shown = () => lists.state.getState().lists.map(({ name, symbols }) => [name, ...symbols]);
  return { accounts, lists, shown, first: () => lists.state.getState().lists[0]!.id, db };
}

it('an exchange begins with one list without a name, which can not be the last to go', () => {
  const { lists, shown, first } = watchlists();
  expect(shown()).toEqual([['']]);
  expect(lists.remove(first())).toMatchObject({ ok: false, error: { code: 'watchlist.last' } });
});

it('symbols stand once, in the order of the hand, and survive a restart', () => {
  const { lists, shown, first, db } = watchlists();
  lists.watch(first(), ['BTCUSDT', '月BTC看涨0226USDT', 'LTCBTC'], true);
  lists.watch(first(), ['BTCUSDT', 'ETHUSDT'], true);
  lists.moveSymbol(first(), 'ETHUSDT', 0);
  lists.watch(first(), ['LTCBTC'], false);
  expect(shown()).toEqual([['', 'ETHUSDT', 'BTCUSDT', '月BTC看涨0226USDT']]);
  expect(watchlists(db).shown()).toEqual(shown());
});

it('lists are named, renamed, ordered and deleted with their symbols', () => {
  const { lists, shown, first } = watchlists();
  const majors = lists.create('Majors');
  const second = majors.ok ? majors.value.id : 0;
  lists.watch(second, ['BTCUSDT'], true);
  lists.create('Others');
  lists.move(second, 0);
  lists.rename(second, 'Large');
  expect(shown()).toEqual([['Large', 'BTCUSDT'], [''], ['Others']]);
  expect(lists.remove(second)).toEqual({ ok: true, value: null });
  expect(shown()).toEqual([[''], ['Others']]);
  expect(lists.rename(second, 'x')).toMatchObject({ error: { code: 'watchlist.gone' } });
  expect(lists.watch(first(), ['A'], true).ok).toBe(true);
});

it('each exchange has its own, and the paper exchange keeps them when its address changes', () => {
  const { accounts, lists, shown, first } = watchlists();
  lists.watch(first(), ['BTCUSDT'], true);
  accounts.set({ ...accounts.getState(), activeId: 'own', lock: null });
  expect(shown()).toEqual([['']]);
  accounts.set({
    accounts: [account('paper', 'http://127.0.0.1:4002', 'paper')],
    activeId: 'paper',
    lock: null,
  });
  expect(shown()).toEqual([['', 'BTCUSDT']]);
  accounts.set({ accounts: [], activeId: '', lock: null });
  expect(shown()).toEqual([]);
  expect(lists.create('x')).toMatchObject({ error: { code: 'watchlist.gone' } });
});

it('there are at most 20 lists of 200 symbols', () => {
  const { lists, first, shown } = watchlists();
  for (let count = 1; count < 20; count += 1) expect(lists.create(`list ${count}`).ok).toBe(true);
  expect(lists.create('one more')).toMatchObject({ error: { code: 'watchlist.most-lists' } });
  const many = Array.from({ length: 200 }, (_, at) => `S${at}`);
  expect(lists.watch(first(), many, true).ok).toBe(true);
  expect(lists.watch(first(), ['T'], true)).toMatchObject({ error: { code: 'watchlist.most-symbols' } });
  expect(shown()[0]).toHaveLength(201);
});
