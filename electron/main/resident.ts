import { app } from 'electron';
import type { AlertFiring } from '@shared/domain/alert';
import type { MenuActionId } from '@shared/domain/menu';
import { translate } from '@shared/i18n/translate';
import type { AccountLocker } from './account-locker';
import { alertWords } from './alert-words';
import type { OpenAlerts } from './alerts-host';
import { closingOf } from './closing';
import type { SessionBus } from './bus/session-bus';
import { tellMinimised } from './dialogs';
import type { NoticeBoard } from './notice-board';
import type { Quit } from './quit';
import type { SettingsStore } from './settings-store';
import type { Demand } from './state/demand';
import type { DeskStores } from './state/stores';
import type { Glance } from './state/glance';
import type { TrayFacts } from './tray/tray-facts';
import { openTrayHome } from './tray/tray-home';
import type { AccountsVault } from './vault/accounts';
import type { WindowSet } from './windows/window-set';

interface ResidentOptions {
  readonly bus: Promise<SessionBus | undefined>;
  readonly board: NoticeBoard;
  readonly settings: SettingsStore;
  readonly stores: DeskStores;
  readonly accounts: AccountsVault;
  readonly alerts: Pick<OpenAlerts, 'book' | 'state' | 'show'>;
  readonly demand: Demand;
  readonly windows: WindowSet;
  readonly glance: Glance;
  readonly locker: Pick<AccountLocker, 'lock' | 'unlock'>;
  readonly quit: Quit;
  /** Brings the desk up, with that symbol when one is given. */
  readonly openDesk: (symbol?: string) => void;
  /** Has the desk do what its menu offers. */
  readonly runAction: (action: MenuActionId) => void;
}

/** Perch without its desk: it is found in the tray, and goes on watching. */
export interface Resident {
  /** For the first window: at login it stays out of the way, and where there is no tray it is minimised. */
  begin(hidden: boolean): void;
  onCloseTerminal(): 'close' | 'minimise' | 'keep';
  onStripClosed(): void;
  /** Shows the desk, or takes it out of the way when it is what a person looks at. */
  toggleDesk(): void;
  isInTray(): boolean;
  end(): void;
}

const MINUTE_MS = 60_000;
/** At login the desktop may come up after Perch. */
const LOGIN_PATIENCE_MS = 15_000;
/** A tray that is restarted is back within a few seconds. */
const GONE_PATIENCE_MS = 8_000;

export function startResident(options: ResidentOptions): Resident {
  const { settings, stores, accounts, alerts, demand, windows, openDesk } = options;
  const { book } = alerts;
  let stopWatching: (() => void) | undefined;
  let seenFiringId = 0;

  function facts(): TrayFacts {
    if (windows.isTerminalFocused()) look();
    const chosen = settings.getState();
    return {
      now: Date.now(),
      settings: chosen,
      accounts: accounts.state.getState(),
      connection: stores.connection.getState().state,
      prices: stores.prices.getState(),
      markets: markets(),
      alerts: alerts.state.getState(),
      seenFiringId,
    };
  }

  function markets(): TrayFacts['markets'] {
    const { pinned, symbols, tickers } = options.glance.sources;
    const all = tickers.getState();
    return pinned.getState().flatMap((name) => {
      const rules = symbols.getState().symbols.find(({ symbol }) => symbol === name);
      return rules ? [{ rules, ticker: Object.hasOwn(all, name) ? all[name] : undefined }] : [];
    });
  }

  function showPopover(what: 'prices' | 'alert'): void {
    look();
    windows.glance.openPopover(what, home.item()?.bounds(), markets().length);
  }

  /** Somebody looks at Perch: what has fired until now needs no icon any more. */
  function look(): void {
    seenFiringId = Math.max(seenFiringId, ...alerts.state.getState().history.map(({ id }) => id));
  }

  function quit(): void {
    app.quit();
  }

  const home = openTrayHome({
    bus: options.bus,
    facts,
    words: () => alertWords(settings.getState(), stores.symbols.getState().symbols),
    onPress() {
      look();
      windows.glance.togglePopover(home.item()?.bounds(), markets().length);
    },
    onPresence,
    acts: {
      openDesk(symbol) {
        look();
        openDesk(symbol);
      },
      showPopover,
      toggleStrip: (shown) => void settings.change({ strip: shown ? 'on' : 'off' }),
      openFiring(firing: AlertFiring) {
        look();
        alerts.show(firing);
      },
      dismissAll: () => book.dismiss(undefined),
      pause: (pause) =>
        book.pause(
          pause === null
            ? null
            : { until: pause.minutes === undefined ? null : Date.now() + pause.minutes * MINUTE_MS },
        ),
      mute: (muted) => void settings.change({ sounds: muted ? 'off' : 'on' }),
      activate: (accountId) => void accounts.activate(accountId),
      manageAccounts: () => options.runAction('account.manage'),
      lockAccounts: () => void options.locker.lock('asked'),
      unlockAccounts: () => void options.locker.unlock(),
      openSettings: () => options.runAction('app.settings'),
      quit,
    },
  });

  function onPresence(present: boolean): void {
    if (!present) {
      stopWatching = void stopWatching?.();
      setTimeout(
        () => home.isThere() || options.quit.isLeaving() || windows.keepReachable(),
        GONE_PATIENCE_MS,
      );
      return;
    }
    // The tray shows prices as a window does.
    const stops = [demand.add('tickers'), demand.add('prices')];
    stopWatching ??= () => {
      for (const stop of stops) stop();
    };
  }

  function sayMinimised(): void {
    const { language } = settings.getState();
    const title = translate(language, 'tray.minimised.title');
    const body = translate(language, 'tray.minimised.body');
    const open = { label: translate(language, 'tray.openDesk'), run: () => openDesk() };
    // A desktop that shows no notifications either is told in a window.
    options.board.show({ title, body, silent: true, open, buttons: [] }, () => tellMinimised(title, body));
  }

  settings.subscribe(({ strip }, before) => {
    if (strip !== before.strip) windows.glance.showStrip(strip === 'on');
  });

  return {
    begin(hidden) {
      if (settings.getState().strip === 'on') windows.glance.showStrip(true);
      if (!hidden) return windows.showTerminal();
      void home.awaited(LOGIN_PATIENCE_MS).then((present) => present || windows.keepReachable());
    },
    onCloseTerminal() {
      const closing = closingOf({
        leaving: options.quit.isLeaving(),
        closeToTray: settings.getState().closeToTray,
        hasTray: home.isThere(),
      });
      if (closing === 'quit') return options.quit.mayCloseTerminal() ? 'close' : 'keep';
      if (closing === 'to-tray') return 'close';
      sayMinimised();
      return 'minimise';
    },
    onStripClosed() {
      if (!options.quit.isLeaving()) settings.change({ strip: 'off' });
    },
    toggleDesk() {
      look();
      if (windows.isTerminalFocused()) windows.hideTerminal(home.isThere() ? 'hide' : 'minimise');
      else windows.showTerminal();
    },
    isInTray: () => home.isThere(),
    end() {
      home.leave();
      stopWatching?.();
    },
  };
}
