import type { IpcMain } from 'electron';
import { CHANNELS } from '@shared/contract/surface';
import type { Publication } from '../state/publication';
import { createCallAllowance } from './call-allowance';
import type { KnownWindow, KnownWindows } from './known-windows';

export interface Subscriptions {
  attach(window: KnownWindow, publication: Publication): void;
}

/** Starts and ends topics for windows, with the same sender check as commands. A refused request is dropped: it has no answer. */
export function createSubscriptions(ipcMain: Pick<IpcMain, 'on'>, known: KnownWindows): Subscriptions {
  const publications = new WeakMap<KnownWindow, Publication>();
  const allowances = new WeakMap<KnownWindow, ReturnType<typeof createCallAllowance>>();

  function publicationOf(event: Parameters<KnownWindows['callerOf']>[0]): Publication | undefined {
    const caller = known.callerOf(event);
    return caller && allowances.get(caller)?.take() ? publications.get(caller) : undefined;
  }

  ipcMain.on(CHANNELS.subscribe, (event, topic: unknown) => void publicationOf(event)?.subscribe(topic));
  // Neither counted nor refused: it asks for nothing, and all that it can bring is what was due.
  ipcMain.on(CHANNELS.drawn, (event) => {
    const caller = known.callerOf(event);
    if (caller) publications.get(caller)?.drawn();
  });
  ipcMain.on(CHANNELS.unsubscribe, (event, topic: unknown) => publicationOf(event)?.unsubscribe(topic));

  return {
    attach(window, publication) {
      publications.set(window, publication);
      allowances.set(window, createCallAllowance());
    },
  };
}
