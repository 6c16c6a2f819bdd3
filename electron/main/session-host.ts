import { fail } from '@shared/domain/result';
import type { Confirmer } from './confirmer';
import type { Fill } from './fill-notices';
import { createApproval } from './state/approval';
import type { SessionHost } from './state/session';
import type { DeskStores } from './state/stores';
import type { TradedSymbolRepository } from './storage/traded-symbols';
import { asShown } from './trading/journal/as-shown';
import type { JournalFill } from './trading/journal/journal-types';
import type { Limits } from './trading/limits';
import type { AccountsVault } from './vault/accounts';
import { keyCheckOf } from './vault/check-key';

interface SessionHostOptions extends Pick<
  SessionHost,
  'demand' | 'visible' | 'proxy' | 'journal' | 'onOpen'
> {
  readonly traded: TradedSymbolRepository;
  readonly stores: DeskStores;
  readonly accounts: AccountsVault;
  readonly limits: Limits;
  readonly confirmer: Confirmer;
  readonly onFill: (fill: Fill) => void;
}

/** What a session may ask of the rest of main: limits and questions to a person, the journal, and who hears of fills. */
export function createSessionHost(options: SessionHostOptions): SessionHost {
  const { traded, stores, accounts, limits, confirmer } = options;
  const approve = createApproval({
    stores,
    limitsOf: (accountId) => limits.of(accountId),
    ask: (question) => confirmer.ask(question),
  });

  function accountOf(accountId: string) {
    return accounts.state.getState().accounts.find(({ id }) => id === accountId);
  }

  function fillOf({ order, event }: JournalFill): Fill | undefined {
    const account = accountOf(order.accountId);
    const rules = stores.symbols.getState().symbols.find(({ symbol }) => symbol === order.symbol);
    if (!account || !rules) return undefined;
    const { entryId, symbol, side, executedQuantity, quantity: orderQuantity } = order;
    const { quantity = '0', quote = '0' } = event.details;
    const { baseAsset, quoteAsset } = rules;
    return {
      entryId,
      symbol,
      side,
      baseAsset,
      quoteAsset,
      quantity,
      quote,
      executedQuantity,
      orderQuantity,
      account,
    };
  }

  return {
    demand: options.demand,
    ...(options.visible ? { visible: options.visible } : {}),
    proxy: options.proxy,
    journal: options.journal,
    onOpen: options.onOpen,
    tradedSymbols: (accountId) => traded.list(accountId),
    onTraded: (accountId, symbol) => traded.touch(accountId, symbol, Date.now()),
    onVerdict: (accountId, outcome) => accounts.report(accountId, keyCheckOf(outcome)),
    async approve({ id }, context) {
      const account = accountOf(id);
      return account ? approve(account, context) : fail('account.unknown', 'There is no such account.');
    },
    async confirmDismissal({ id }, entry) {
      const account = accountOf(id);
      if (!account) return false;
      const { name, kind, keyTail } = account;
      return confirmer.ask({
        kind: 'dismiss-order',
        account: { name, kind, keyTail },
        order: asShown(entry),
      });
    },
    onFill(fill) {
      const told = fillOf(fill);
      if (told) options.onFill(told);
    },
  };
}
