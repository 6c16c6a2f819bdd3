import type { BrowserWindow } from 'electron';
import type { KeyRequest } from '@shared/contract/topics';
import { CHANNELS, type WindowKind } from '@shared/contract/surface';
import type { KnownWindow, KnownWindows } from '../ipc/known-windows';
import type { Subscriptions } from '../ipc/subscriptions';
import type { Demand } from '../state/demand';
import { publishTo, type TopicSources } from '../state/publication';
import { createTopicStore, type PublishedStores } from '../state/stores';
import { createKeyWindow } from './key-window';
import { createTerminalWindow } from './terminal-window';
import { watchHidden } from './window-frame';

interface WindowSetOptions {
  readonly preload: string;
  /** Folder of the built pages. */
  readonly pages: string;
  readonly stores: PublishedStores;
  readonly demand: Demand;
  readonly known: KnownWindows;
  readonly subscriptions: Subscriptions;
  readonly backgroundColor: () => string;
}

/** The windows that are open. At most one terminal and one key window exist. */
export interface WindowSet {
  /** Shows the terminal: the open one is brought to the front. */
  showTerminal(): void;
  /** Opens the key window; an open one is closed first, because its request is another. */
  openKey(request: KeyRequest): void;
  close(window: KnownWindow): void;
}

export function createWindowSet(options: WindowSetOptions): WindowSet {
  const { preload, pages, stores, demand, known, subscriptions } = options;
  let terminal: BrowserWindow | undefined;
  let key: BrowserWindow | undefined;

  function register(kind: WindowKind, window: BrowserWindow, sources: TopicSources): void {
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
  }

  return {
    showTerminal() {
      if (terminal) {
        if (terminal.isMinimized()) terminal.restore();
        terminal.show();
        terminal.focus();
        return;
      }
      const window = createTerminalWindow(preload, options.backgroundColor());
      terminal = window;
      register('terminal', window, stores);
      window.once('closed', () => {
        terminal = undefined;
        key?.close();
      });
    },
    openKey(request) {
      key?.destroy();
      const window = createKeyWindow({
        preload,
        pages,
        backgroundColor: options.backgroundColor(),
        parent: terminal,
      });
      key = window;
      const { keychain, settings } = stores;
      register('key', window, { keychain, settings, keyRequest: createTopicStore(request) });
      window.once('closed', () => {
        if (key === window) key = undefined;
      });
    },
    close({ contents }) {
      for (const window of [terminal, key]) if (window?.webContents === contents) window.close();
    },
  };
}
