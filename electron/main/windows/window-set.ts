import type { BrowserWindow } from 'electron';
import type { KeyRequest } from '@shared/contract/topics';
import type { ConfirmRequest } from '@shared/domain/confirmation';
import type { Pane } from '@shared/domain/pane';
import { CHANNELS, type WindowKind } from '@shared/contract/surface';
import type { AskingWindow } from '../confirmer';
import type { KnownWindow, KnownWindows } from '../ipc/known-windows';
import type { Subscriptions } from '../ipc/subscriptions';
import type { Demand } from '../state/demand';
import type { Glance } from '../state/glance';
import type { PaneView } from '../state/pane-view';
import { publishTo, type TopicSources } from '../state/publication';
import { createTopicStore, type PublishedStores } from '../state/stores';
import type { PaneRepository } from '../storage/panes';
import type { WindowPlaceRepository } from '../storage/window-places';
import { createConfirmWindow } from './confirm-window';
import { reviveAfterCrash } from './crash-guard';
import { createGlanceSet, type GlanceSet } from './glance-set';
import { createKeyWindow } from './key-window';
import { createPaneSet, type PaneSet } from './pane-set';
import { displayOf, rememberedPlace, rememberPlace } from './remember-place';
import { createTerminalWindow, showTerminalWindow, TERMINAL_SIZES } from './terminal-window';
import { watchHidden } from './window-frame';

interface WindowSetOptions {
  readonly preload: string;
  /** A desk that was made before; undefined when there is none. */
  readonly firstTerminal: BrowserWindow | undefined;
  /** Folder of the built pages. */
  readonly pages: string;
  readonly stores: PublishedStores;
  readonly demand: Demand;
  readonly places: WindowPlaceRepository;
  readonly panes: PaneRepository;
  readonly openPaneView: (pane: Pane, onChange: (pane: Pane) => void) => PaneView;
  readonly onPanes: (open: number) => void;
  /** What the small windows of the tray see in place of the desk's own topics. */
  readonly glance: Glance;
  readonly onStripClosed: () => void;
  /** The desk is on this display now. */
  readonly onDisplay: (display: string) => void;
  readonly log: { warn(message: string): void };
  readonly known: KnownWindows;
  readonly subscriptions: Subscriptions;
  readonly backgroundColor: () => string;
  /** Asked when the terminal is about to close; `keep` while something has to be settled or answered first. */
  readonly onCloseTerminal: () => 'close' | 'minimise' | 'keep';
}

/** The windows that are open. At most one terminal, one key window and one confirm window exist, and a few panes. */
export interface WindowSet {
  /** Shows the terminal: the open one is brought to the front. */
  showTerminal(): void;
  /** Opens the terminal minimised when there is none: Perch must be found again, and nobody asked for a window now. */
  keepReachable(): void;
  hasTerminal(): boolean;
  /** Out of the way, and as it was when it is shown again. */
  hideTerminal(how: 'hide' | 'minimise'): void;
  /** Opens the key window; an open one is closed first, because its request is another. */
  openKey(request: KeyRequest): void;
  /** Opens a window for one question of main. `onGone` is called once, when it has ended by whatever way. */
  openConfirm(request: ConfirmRequest, onGone: () => void): AskingWindow;
  /** Windows with a chart or a book. */
  readonly panes: PaneSet;
  /** The small windows of the tray. */
  readonly glance: GlanceSet;
  isTerminalFocused(): boolean;
  close(window: KnownWindow): void;
}

export function createWindowSet(options: WindowSetOptions): WindowSet {
  const { preload, pages, stores, places, known, subscriptions, backgroundColor } = options;
  let { firstTerminal } = options;
  let terminal: BrowserWindow | undefined;
  let key: BrowserWindow | undefined;
  let confirm: BrowserWindow | undefined;

  function register(
    kind: WindowKind,
    window: BrowserWindow,
    sources: TopicSources,
    demand: Pick<Demand, 'add'> = options.demand,
  ): KnownWindow {
    const contents = window.webContents;
    const entry: KnownWindow = { kind, contents };
    const publication = publishTo(
      {
        kind,
        send: (updates) => contents.isDestroyed() || contents.send(CHANNELS.publish, updates),
        isHidden: watchHidden(window, () => publication.shown()),
      },
      sources,
      demand,
    );
    known.add(entry);
    subscriptions.attach(entry, publication);
    contents.once('destroyed', () => publication.close());
    return entry;
  }

  const panes = createPaneSet({
    preload,
    pages,
    backgroundColor,
    places,
    repository: options.panes,
    openView: options.openPaneView,
    onCount: options.onPanes,
    register: (window, view) => register('pane', window, { ...stores, ...view.sources }, view.demand),
  });

  const glance = createGlanceSet({
    preload,
    pages,
    backgroundColor,
    places,
    register: (kind, window) => register(kind, window, { ...stores, ...options.glance.sources }),
    log: options.log,
    onStripClosed: options.onStripClosed,
  });

  function startTerminal(minimised: boolean): void {
    const window = openTerminal(minimised);
    terminal = window;
    register('terminal', window, stores);
    reviveAfterCrash(window, options.log, () => window.destroy());
    window.on('close', (event) => {
      const what = options.onCloseTerminal();
      if (what !== 'close') event.preventDefault();
      if (what === 'minimise') window.minimize();
    });
    window.once('closed', () => {
      terminal = undefined;
      key?.close();
      confirm?.destroy();
      panes.closeAll();
    });
    if (!minimised) panes.restore();
    else window.once('restore', () => panes.restore());
  }

  function openTerminal(minimised: boolean): BrowserWindow {
    const { wanted, least } = TERMINAL_SIZES;
    const window = firstTerminal ?? createTerminalWindow(preload);
    firstTerminal = undefined;
    const place = rememberedPlace(places, 'terminal', wanted, least);
    showTerminalWindow(window, place, { backgroundColor: backgroundColor(), minimised });
    // Before its page asks for the layout, which belongs to the display.
    options.onDisplay(displayOf(window));
    rememberPlace(window, 'terminal', places, options.onDisplay);
    return window;
  }

  return {
    panes,
    glance,
    showTerminal() {
      if (terminal) {
        if (terminal.isMinimized()) terminal.restore();
        terminal.show();
        terminal.focus();
        return;
      }
      startTerminal(false);
    },
    keepReachable() {
      if (!terminal) startTerminal(true);
    },
    hasTerminal: () => terminal !== undefined,
    hideTerminal(how) {
      if (how === 'hide') terminal?.hide();
      else terminal?.minimize();
    },
    openKey(request) {
      key?.destroy();
      const window = createKeyWindow({
        preload,
        pages,
        backgroundColor: backgroundColor(),
        parent: terminal,
      });
      key = window;
      const { keychain, settings } = stores;
      register('key', window, { keychain, settings, keyRequest: createTopicStore(request) });
      window.once('closed', () => {
        if (key === window) key = undefined;
      });
    },
    openConfirm(request, onGone) {
      const window = createConfirmWindow({
        preload,
        pages,
        backgroundColor: backgroundColor(),
        parent: terminal,
      });
      confirm = window;
      const { settings } = stores;
      const entry = register('confirm', window, { settings, confirmRequest: createTopicStore(request) });
      // A page that has crashed cannot be answered, and its empty window would stand before the terminal.
      window.webContents.once('render-process-gone', () => window.destroy());
      window.once('closed', () => {
        if (confirm === window) confirm = undefined;
        onGone();
      });
      return { window: entry, destroy: () => window.isDestroyed() || window.destroy() };
    },
    isTerminalFocused: () => terminal?.isFocused() ?? false,
    close(known) {
      panes.windowOf(known)?.close();
      glance.windowOf(known)?.close();
      for (const window of [terminal, key, confirm]) {
        if (window?.webContents === known.contents) window.close();
      }
    },
  };
}
