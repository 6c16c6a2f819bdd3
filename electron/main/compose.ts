import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, ipcMain, nativeTheme, powerMonitor, type BrowserWindow } from 'electron';
import '@shared/i18n/every-language';
import type { WindowKind } from '@shared/contract/surface';
import type { DeskWish } from '@shared/contract/topics';
import { compare } from '@shared/domain/decimal';
import type { ShownTicketFill } from '@shared/domain/ticket-fill';
import { accountName } from '@shared/i18n/account-name';
import { createAccountLocker } from './account-locker';
import { declineOnSwitch, followActiveAccount } from './active-account';
import { openAlerts } from './alerts-host';
import type { Beginning } from './beginning';
import { commandHandlers } from './command-handlers';
import type { CodeCache } from './compiled';
import { createConfirmer } from './confirmer';
import { desktopBus } from './desktop-bus';
import { askToUpdate, openOrExplain, tellSetAside } from './dialogs';
import { windowIcon } from './icons';
import { createKnownWindows } from './ipc/known-windows';
import { createRouter } from './ipc/router';
import { createSubscriptions } from './ipc/subscriptions';
import { forkPaper } from './fork-paper';
import { createLog } from './log';
import { followMenu } from './menu';
import { createLoginStart, HIDDEN_SWITCH } from './login-start';
import { createNoticeBoard } from './notice-board';
import { createNotifications } from './notifications';
import { quitWith } from './quit';
import { startResident } from './resident';
import { createRestingOrders } from './resting-orders';
import { createSessionHost } from './session-host';
import { createSettingsStore } from './settings-store';
import { holdShowKey } from './show-key';
import { startPaperAccount } from './paper-account';
import { startPaperProcess } from './paper-process';
import { followSystem, whenSystemEnds } from './system-events';
import { createDemand } from './state/demand';
import { createDesk } from './state/desk';
import { createGlance } from './state/glance';
import { createLayouts } from './state/layouts';
import { publishLimits, refreshWithOrders } from './state/limits-state';
import { openPaneView } from './state/pane-view';
import { createDeskStores, createTopicStore } from './state/stores';
import { createVisibleSymbols } from './state/visible-symbols';
import { createWatchlists } from './state/watchlists';
import { recordValue } from './state/value-recorder';
import { createAccountRepository } from './storage/accounts';
import { createLayoutRepository } from './storage/layouts';
import { createLimitsRepository } from './storage/limits';
import { createOrderJournalRepository } from './storage/order-journal';
import { createPaneRepository } from './storage/panes';
import { createSettingsRepository } from './storage/settings';
import { createTradedSymbolRepository } from './storage/traded-symbols';
import { createWindowPlaceRepository } from './storage/window-places';
import { createWatchlistRepository } from './storage/watchlists';
import { createValueHistoryRepository } from './storage/value-history';
import { createLimits } from './trading/limits';
import { followUpdates } from './updates/follow-updates';
import { logUncaught } from './uncaught';
import { createAccountRecords } from './vault/account-records';
import { createAccounts } from './vault/accounts';
import { createKeyCheck } from './vault/check-key';
import { createKeychain } from './vault/keychain';
import { isOwnUrl } from './windows/app-scheme';
import { showWhenReady } from './windows/show-when-ready';
import { createWindowSet } from './windows/window-set';
import { followZoom } from './zoom';

/** Puts the parts together. Runs once, when Electron is ready. */
export function compose(
  { parts, paper: firstPaper, terminal: firstTerminal }: Beginning,
  codeCache: CodeCache,
): void {
  const userData = app.getPath('userData');
  const log = createLog(join(userData, 'logs', 'perch.log'));
  logUncaught(log);
  log.info(`code cache: ${codeCache}`);
  const { preload, pages } = parts;
  const paper = startPaperProcess({ first: firstPaper, fork: () => forkPaper(parts.paper), log });

  const opened = openOrExplain(userData);
  if (!opened) return app.exit(1);
  if (opened.setAside !== undefined) {
    log.warn(
      `storage: the database could not be read and was set aside as ${opened.setAside.path}: ${opened.setAside.reason}`,
    );
  }
  const { db } = opened;
  const settingsRepository = createSettingsRepository(db);
  const traded = createTradedSymbolRepository(db);
  const loginStart = createLoginStart();
  const settings = createSettingsStore(
    settingsRepository,
    loginStart,
    holdShowKey(() => resident.toggleDesk()),
  );
  const bus = desktopBus(log);
  const board = createNoticeBoard(bus);
  const journal = createOrderJournalRepository(db);
  const valueHistory = createValueHistoryRepository(db);
  const layouts = createLayouts(createLayoutRepository(db));

  // Of the system: the sessions of windows have no way out.
  const proxy = (url: string): Promise<string> => app.resolveProxy(url);
  const keychain = createKeychain();
  const records = createAccountRecords(createAccountRepository(db), settingsRepository);
  const accounts = createAccounts({ records, keychain, checkKey: createKeyCheck({ proxy }) });

  const confirmer = createConfirmer((request, onGone) => windows.openConfirm(request, onGone));
  const limits = createLimits({
    repository: createLimitsRepository(db),
    accountOf: (accountId) => accounts.state.getState().accounts.find(({ id }) => id === accountId),
    ask: (question) => confirmer.ask(question),
    onChange: () => shownLimits.refresh(),
  });
  const locker = createAccountLocker({
    accounts,
    settings,
    ask: (question) => confirmer.ask(question),
    decline: () => confirmer.cancelPending(),
    idleSeconds: () => powerMonitor.getSystemIdleTime(),
    log,
  });
  const stores = createDeskStores();
  const fillHeard = createTopicStore({ at: 0 });
  const ticketFill = createTopicStore<ShownTicketFill | null>(null);
  const demand = createDemand();
  const visible = createVisibleSymbols();
  const watchlists = createWatchlists({
    repository: createWatchlistRepository(db),
    accounts: accounts.state,
  });
  const alerts = openAlerts({
    db,
    accounts: accounts.state,
    stores,
    demand,
    settings,
    log,
    showTerminal: () => windows.showTerminal(),
    board,
  });
  const desk = createDesk({
    stores,
    shown: settings.getState(),
    host: createSessionHost({
      demand,
      visible,
      proxy,
      traded,
      journal,
      stores,
      accounts,
      limits,
      confirmer,
      onFill(fill) {
        fillHeard.set({ at: Date.now() });
        notifications.fill(fill);
        if (compare(fill.executedQuantity, fill.orderQuantity) >= 0) alerts.filled(fill);
      },
      onOpen: alerts.onOpen,
    }),
  });

  const shownLimits = publishLimits({
    accounts: accounts.state,
    limits,
    spentToday: (accountId, valueAsset) => {
      const trading = stores.journal.getState().accountId === accountId ? desk.trading() : undefined;
      return trading?.spentToday(valueAsset) ?? null;
    },
  });

  const stopShownLimits = refreshWithOrders(stores.journal, shownLimits);

  startPaperAccount({ records, accounts, keychain, userData, exchange: paper, log });

  const resting = createRestingOrders({
    journal,
    trading: () => desk.trading(),
    tradingId: () => stores.journal.getState().accountId,
    accounts: () =>
      accounts.state.getState().accounts.map((account) => ({
        id: account.id,
        name: accountName(account, settings.getState().language),
      })),
  });
  const quit = quitWith({
    isKeychainBusy: () => keychain.isBusy(),
    onShutdown: whenSystemEnds,
    orders: {
      inFlight: () => desk.trading()?.inFlight() ?? Promise.resolve(),
      open: () => resting.all('open'),
      unsettled: () => resting.all('unsettled'),
    },
    ask: (question) => {
      // Whoever quits does not go on with what was asked before.
      confirmer.cancelPending();
      return confirmer.ask(question);
    },
    staysWithoutWindows: () => resident.isInTray(),
    stop: async () => {
      endUpdates();
      notifications.flush();
      resident.end();
      active.stop();
      stopShownLimits();
      locker.stop();
      for (const end of watches) end();
      await Promise.all([desk.close(), paper.stop()]);
      (await bus)?.close();
      db.close();
      log.info('Perch ends');
    },
  });

  const endUpdates = followUpdates({
    log,
    ask: ({ version }) => askToUpdate(settings.getState().language, version),
    isUnsettled: () => resting.all('unsettled').length > 0,
  });

  const furnish = (window: BrowserWindow): void => {
    // While Perch is being developed there may be none yet.
    if (process.platform !== 'darwin' && existsSync(windowIcon())) {
      // Before it is shown, and not now: the page begins to load when this is over.
      showWhenReady(window, () => window.setIcon(windowIcon()));
    }
    followZoom(window.webContents, settings);
  };
  if (firstTerminal) furnish(firstTerminal);
  app.on('browser-window-created', (_event, window) => furnish(window));
  const menu = followMenu({ settings, showTerminal: () => windows.showTerminal() });
  const deskWish = createTopicStore<DeskWish | null>(null);
  function selectSymbol(symbol: string): void {
    desk.selectSymbol(symbol);
    // A question shows the order of the symbol on the screen: with another one there it is of another time.
    confirmer.cancelPending((question) => question.kind === 'order' && question.intent.symbol !== symbol);
    settings.change({ symbol });
  }
  function openDesk(symbol?: string): void {
    if (symbol !== undefined) {
      selectSymbol(symbol);
      deskWish.set({ symbol, at: Date.now() });
    }
    windows.showTerminal();
  }
  const glance = createGlance({ stores, watchlists: watchlists.state, settings });
  const known = createKnownWindows(isOwnUrl);
  const windows = createWindowSet({
    preload,
    firstTerminal,
    pages,
    stores: {
      ...stores,
      accounts: accounts.state,
      keychain: keychain.state,
      limits: shownLimits.state,
      alerts: alerts.state,
      settings,
      layout: layouts.state,
      menuAction: menu.state,
      deskWish,
      watchlists: watchlists.state,
      ticketFill,
      fillHeard,
    },
    demand,
    places: createWindowPlaceRepository(db),
    panes: createPaneRepository(db),
    openPaneView: (pane, onChange) => openPaneView({ pane, desk, settings, demand, onChange }),
    onPanes: (open) => layouts.countPanes(open),
    glance,
    onStripClosed: () => resident.onStripClosed(),
    onDisplay: (display) => layouts.showOn(display),
    known,
    log,
    subscriptions: createSubscriptions(ipcMain, known),
    backgroundColor: () => (nativeTheme.shouldUseDarkColors ? '#0a0d12' : '#f6f7f9'),
    onCloseTerminal: () => resident.onCloseTerminal(),
  });
  const notifications = createNotifications({
    settings: () => settings.getState(),
    board,
    isTerminalFocused: () => windows.isTerminalFocused(),
    showTerminal: () => windows.showTerminal(),
  });
  const resident = startResident({
    bus,
    board,
    settings,
    stores,
    accounts,
    alerts,
    demand,
    windows,
    glance,
    locker,
    quit,
    openDesk,
    runAction: (id) => menu.run(id),
  });
  // Asked after quitting itself was: when that was put off, nothing closes.
  app.on('before-quit', (event) => event.defaultPrevented || windows.panes.keep());
  resident.begin(app.commandLine.hasSwitch(HIDDEN_SWITCH));

  const active = followActiveAccount(accounts, desk);
  declineOnSwitch(accounts.state, confirmer);

  createRouter({
    ipcMain,
    callerOf: (event) => known.callerOf(event),
    log,
    handlers: commandHandlers({
      userData,
      settings,
      stores,
      journal,
      valueHistory,
      layouts,
      watchlists,
      alerts,
      limits,
      confirmer,
      accounts,
      keychain,
      locker,
      desk,
      visible,
      windows,
      resting,
      active,
      ticketFill,
      selectSymbol,
      openDesk,
      onPainted: ({ kind }) => announce(kind),
    }),
  });

  if (opened.setAside !== undefined) tellSetAside(opened.setAside.path);
  const watches = [
    ...followSystem({ log, desk, windows, bus, locker }),
    recordValue({ stores, valueAsset: () => settings.getState().valueAsset, history: valueHistory }),
  ];
}

/** For scripts that started us: `npm start` prints this line when the desk shows live prices. */
function announce(kind: WindowKind): void {
  if (kind === 'terminal' && process.env['PERCH_ANNOUNCE_READY'] === '1') process.stdout.write('ready\n');
}
