import { clipboard, shell } from 'electron';
import type { Settings } from '@shared/domain/settings';
import type { ShownTicketFill } from '@shared/domain/ticket-fill';
import type { AccountLocker } from './account-locker';
import type { ActiveAccount } from './active-account';
import type { OpenAlerts } from './alerts-host';
import type { Confirmer } from './confirmer';
import { chooseFile } from './dialogs';
import { accountHandlers } from './ipc/handlers/accounts';
import { alertHandlers } from './ipc/handlers/alerts';
import { confirmHandlers } from './ipc/handlers/confirm';
import { historyHandlers } from './ipc/handlers/history';
import { keyHandlers } from './ipc/handlers/keys';
import { layoutHandlers } from './ipc/handlers/layouts';
import { limitHandlers } from './ipc/handlers/limits';
import { marketHandlers } from './ipc/handlers/markets';
import { orderHandlers } from './ipc/handlers/orders';
import { paneHandlers } from './ipc/handlers/panes';
import { performanceHandlers } from './ipc/handlers/performance';
import { pictureHandlers } from './ipc/handlers/pictures';
import { systemHandlers } from './ipc/handlers/system';
import { ticketFillHandlers } from './ipc/handlers/ticket-fill';
import { watchlistHandlers } from './ipc/handlers/watchlists';
import { windowHandlers } from './ipc/handlers/windows';
import type { KnownWindow } from './ipc/known-windows';
import type { Handlers } from './ipc/router';
import { copyPicture } from './picture-clipboard';
import type { RestingOrders } from './resting-orders';
import type { SettingsStore } from './settings-store';
import type { Desk } from './state/desk';
import type { Layouts } from './state/layouts';
import type { DeskStores, TopicStore } from './state/stores';
import type { VisibleSymbols } from './state/visible-symbols';
import type { Watchlists } from './state/watchlists';
import type { createOrderJournalRepository } from './storage/order-journal';
import type { ValueHistoryRepository } from './storage/value-history';
import { systemFacts } from './system-facts';
import type { Limits } from './trading/limits';
import { createProfitReader } from './trading/profit-reader';
import type { AccountsVault } from './vault/accounts';
import type { Keychain } from './vault/keychain';
import type { WindowSet } from './windows/window-set';

interface CommandParts {
  readonly userData: string;
  readonly settings: SettingsStore;
  readonly stores: DeskStores;
  readonly journal: ReturnType<typeof createOrderJournalRepository>;
  readonly valueHistory: ValueHistoryRepository;
  readonly layouts: Layouts;
  readonly watchlists: Watchlists;
  readonly alerts: OpenAlerts;
  readonly limits: Limits;
  readonly confirmer: Confirmer;
  readonly accounts: AccountsVault;
  readonly keychain: Keychain;
  readonly locker: AccountLocker;
  readonly desk: Desk;
  readonly visible: VisibleSymbols;
  readonly windows: WindowSet;
  readonly resting: RestingOrders;
  readonly active: ActiveAccount;
  readonly ticketFill: TopicStore<ShownTicketFill | null>;
  readonly selectSymbol: (symbol: string) => void;
  /** Brings the desk up, at that market when one is named. */
  readonly openDesk: (symbol?: string) => void;
  readonly onPainted: (window: KnownWindow) => void;
}

/** What main does for each command of the contract. */
export function commandHandlers(parts: CommandParts): Handlers {
  const forWindows = windowHandlers({
    onPainted: parts.onPainted,
    close: (window) => parts.windows.close(window),
    showDesk(symbol) {
      parts.openDesk(symbol);
    },
    showStrip: (shown) => parts.settings.change({ strip: shown ? 'on' : 'off' }),
    changeSettings: async (changes) => {
      const admitted = await parts.locker.admits(changes as Partial<Settings>);
      if (!admitted.ok) return admitted;
      const changed = parts.settings.change(changes as Partial<Settings>);
      if (changed.ok && changes.interval) parts.desk.selectInterval(changes.interval);
      return changed;
    },
  });
  const forMarkets = marketHandlers(parts.desk, parts.visible, parts.selectSymbol);

  return {
    ...forWindows,
    ...forMarkets,
    ...paneHandlers({
      open(content) {
        const { symbol, interval } = parts.settings.getState();
        return parts.windows.panes.open({ content, symbol, interval, pinned: false });
      },
      viewOf: (window) => parts.windows.panes.viewOf(window),
      terminal: { ...forWindows, ...forMarkets },
    }),
    ...ticketFillHandlers({
      viewOf: (window) => parts.windows.panes.viewOf(window),
      isAsking: () => parts.confirmer.isAsking(),
      hasDesk: () => parts.windows.hasTerminal(),
      deskSymbol: () => parts.settings.getState().symbol,
      selectSymbol: (symbol, caller) => forMarkets['symbol.select']({ symbol }, caller),
      publish: (fill) => parts.ticketFill.set(fill),
      now: Date.now,
    }),
    ...layoutHandlers(parts.layouts),
    ...orderHandlers(parts.desk),
    ...historyHandlers({
      journal: parts.journal,
      chooseFile: (suggested) => chooseFile('CSV', 'documents', suggested),
      now: Date.now,
    }),
    ...pictureHandlers({
      copy: copyPicture,
      chooseFile: (suggested) => chooseFile('PNG', 'pictures', suggested),
      now: Date.now,
    }),
    ...performanceHandlers({
      profit: createProfitReader(parts.journal),
      history: parts.valueHistory,
      symbols: () => parts.stores.symbols.getState().symbols,
    }),
    ...systemHandlers({
      facts: systemFacts(parts.userData),
      openPath: (path) => shell.openPath(path),
      chooseFile: (suggested) => chooseFile('TXT', 'documents', suggested),
      now: Date.now,
    }),
    ...limitHandlers(parts.limits),
    ...watchlistHandlers(parts.watchlists),
    ...alertHandlers(parts.alerts.book, parts.alerts.place, Date.now),
    ...confirmHandlers(parts.confirmer),
    ...accountHandlers({
      accounts: parts.accounts,
      keychain: parts.keychain,
      locker: parts.locker,
      openKey: (request) => parts.windows.openKey(request),
      restingOf: (accountId) => parts.resting.of(accountId),
      ask: (question) => parts.confirmer.ask(question),
      onKeychain: () => parts.active.reconnect(parts.accounts.state.getState().activeId),
    }),
    ...keyHandlers({
      accounts: parts.accounts,
      clipboard,
      close: (window) => parts.windows.close(window),
      onSaved: (accountId) => parts.active.reconnect(accountId),
    }),
  };
}
