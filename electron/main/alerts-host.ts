import { exchangeOf } from '@shared/domain/account';
import { symbolOfRule, type AlertFiring, type AlertsState } from '@shared/domain/alert';
import type { Settings } from '@shared/domain/settings';
import { createAlertNotices } from './alert-notices';
import { alertWords } from './alert-words';
import { createAlertBook, NOWHERE, type AlertBook, type AlertPlace } from './alerts/alert-book';
import { alertMarketOf } from './alerts/alert-market';
import { createAlerts } from './alerts/alerts';
import { systemTime } from './exchange/time-source';
import { averagePrice, type Fill } from './fill-notices';
import type { NoticeBoard } from './notice-board';
import type { Demand } from './state/demand';
import type { SessionHost } from './state/session';
import { createTopicStore, type DeskStores, type Readable } from './state/stores';
import { createAlertsRepository } from './storage/alerts';
import type { Database } from './storage/database';
import type { AccountsVault } from './vault/accounts';

interface AlertsHostOptions {
  readonly db: Database;
  readonly accounts: AccountsVault['state'];
  readonly stores: DeskStores;
  readonly demand: Demand;
  readonly settings: Readable<Settings>;
  readonly log: { error(message: string, error?: unknown): void };
  readonly showTerminal: () => void;
  readonly board: NoticeBoard;
}

export interface OpenAlerts {
  readonly book: AlertBook;
  readonly state: Readable<AlertsState>;
  /** Where the desk is now. */
  readonly place: () => AlertPlace;
  readonly onOpen: NonNullable<SessionHost['onOpen']>;
  filled(fill: Fill): void;
  /** The desk comes up, with what the alert is about. */
  show(firing: AlertFiring): void;
}

const SNOOZE_MS = 10 * 60_000;

/** Puts the parts of alerts together: prices of the session go in, notifications and the topic come out. */
export function openAlerts(options: AlertsHostOptions): OpenAlerts {
  const { accounts, stores, demand, settings } = options;
  let leaveDemand: (() => void) | undefined;
  let shown: AlertsState['shown'] = null;
  const book = createAlertBook({
    repository: createAlertsRepository(options.db),
    onChange,
    onUnkept: (error) => options.log.error('alerts: what was found could not be written', error),
  });
  const alerts = createAlerts({ book, time: systemTime, onFired: tell });
  const state = createTopicStore<AlertsState>({ ...book.state(place().server), shown });
  const notify = createAlertNotices({
    words: () => alertWords(settings.getState(), stores.symbols.getState().symbols),
    board: options.board,
    open: show,
    snooze({ alertId, id }) {
      book.snooze(alertId, Date.now() + SNOOZE_MS, Date.now());
      book.dismiss(id);
    },
    dismiss: ({ id }) => book.dismiss(id),
  });

  function place(accountId = accounts.getState().activeId): AlertPlace {
    const account = accounts.getState().accounts.find(({ id }) => id === accountId);
    return account ? { server: exchangeOf(account), accountId: account.id } : NOWHERE;
  }

  function publish(): void {
    state.set({ ...book.state(place().server), shown });
  }

  /** The desk comes up, with what the alert is about. */
  function show(firing: AlertFiring): void {
    shown = { firingId: firing.id, symbol: symbolOfRule(firing.rule), at: Date.now() };
    publish();
    options.showTerminal();
  }

  function onChange(what: 'rules' | 'state'): void {
    if (what === 'rules') alerts.rulesChanged();
    followPrices();
    publish();
  }

  /** Alerts look at prices as a window does. */
  function followPrices(): void {
    if (!alerts.needsPrices()) leaveDemand = void leaveDemand?.();
    else leaveDemand ??= demand.add('tickers');
  }

  function tell(firings: readonly AlertFiring[]): void {
    if (book.isPaused(Date.now())) return;
    const loud = settings.getState().sounds === 'on';
    notify(
      firings.map((firing) => ({ firing, sound: loud && book.all.get(firing.alertId)?.sound === true })),
    );
  }

  followPrices();
  accounts.subscribe(() => {
    if (state.getState().server !== place().server) publish();
  });

  return {
    book,
    state,
    place,
    show,
    onOpen(account, connection) {
      alerts.enter(place(account.id), alertMarketOf(connection));
      const stops = [
        stores.tickers.subscribe(alerts.prices),
        stores.prices.subscribe(alerts.feed),
        stores.balances.subscribe((balances) => balances && alerts.balances(balances)),
      ];
      return () => {
        for (const stop of stops) stop();
        alerts.leave();
      };
    },
    filled(fill) {
      const { account, symbol } = fill;
      alerts.filled({ accountId: account.id, symbol, price: averagePrice(fill) });
    },
  };
}
