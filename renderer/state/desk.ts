import type { Account } from '@shared/domain/account';
import type { TopicName } from '@shared/contract/surface';
import type { TopicValues } from '@shared/contract/topics';
import { keyedStore } from './keyed-store';
import { rune, type Rune } from './rune';
import { topicStore, type TopicStore } from './topic-store';

/** What the terminal window follows. Each is undefined until its snapshot came. */
function followed<T extends TopicName>(store: TopicStore<T>): Rune<TopicValues[T] | undefined> {
  return rune(store, (state) => state.value);
}

const accountsStore = topicStore(window.perch, 'accounts');

export const symbols = followed(topicStore(window.perch, 'symbols'));
export const tickers = keyedStore(window.perch, 'tickers');
export const sparklines = keyedStore(window.perch, 'sparklines');
export const watchlists = followed(topicStore(window.perch, 'watchlists'));
export const prices = followed(topicStore(window.perch, 'prices'));
export const book = followed(topicStore(window.perch, 'book'));
export const tape = followed(topicStore(window.perch, 'tape'));
export const connection = followed(topicStore(window.perch, 'connection'));
export const diagnostics = followed(topicStore(window.perch, 'diagnostics'));
export const accounts = followed(accountsStore);
export const balances = followed(topicStore(window.perch, 'balances'));
export const fees = followed(topicStore(window.perch, 'fees'));
export const openOrders = followed(topicStore(window.perch, 'openOrders'));
export const limits = followed(topicStore(window.perch, 'limits'));
export const alerts = followed(topicStore(window.perch, 'alerts'));
export const deskWish = followed(topicStore(window.perch, 'deskWish'));
export const journal = followed(topicStore(window.perch, 'journal'));

/** The account that the desk trades on. */
export const activeAccount: Rune<Account | undefined> = rune(accountsStore, ({ value }) =>
  value?.accounts.find((account) => account.id === value.activeId),
);
