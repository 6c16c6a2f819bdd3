import { alertServerOf, type AlertsState } from '@shared/domain/alert';
import { createAlertBook, NOWHERE, type AlertBook, type AlertPlace } from './alerts/alert-book';
import { createTopicStore, type Readable } from './state/stores';
import { createAlertsRepository } from './storage/alerts';
import type { Database } from './storage/database';
import type { AccountsVault } from './vault/accounts';

interface AlertsHostOptions {
  readonly db: Database;
  readonly accounts: AccountsVault['state'];
}

export interface OpenAlerts {
  readonly book: AlertBook;
  readonly state: Readable<AlertsState>;
  /** Where the desk is now. */
  readonly place: () => AlertPlace;
}

/** Puts the parts of alerts together. */
export function openAlerts({ db, accounts }: AlertsHostOptions): OpenAlerts {
  const book = createAlertBook(createAlertsRepository(db), publish);
  const state = createTopicStore(book.state(place().server));

  function place(): AlertPlace {
    const { accounts: list, activeId } = accounts.getState();
    const account = list.find(({ id }) => id === activeId);
    return account ? { server: alertServerOf(account), accountId: account.id } : NOWHERE;
  }

  function publish(): void {
    state.set(book.state(place().server));
  }

  accounts.subscribe(() => {
    if (state.getState().server !== place().server) publish();
  });

  return { book, state, place };
}
