import { activeJournal } from '../state/active-journal';
import { send } from '../state/commands';
import { activeAccount } from '../state/desk';
import { fillsReader } from './fills-reader';
import type { OwnFill } from './own-fills';

/** A window that only looks does not ask for past orders. */
const CAN_READ = 'history.page' in window.perch.commands;

/** Own fills of one market, kept up with the journal. Made in a component. */
export class ShownFills {
  all: readonly OwnFill[] = $state.raw([]);
  #reader: ReturnType<typeof fillsReader> | undefined;

  constructor(symbol: () => string) {
    if (!CAN_READ) return;
    const accountId = $derived(activeAccount.current?.id);
    $effect(() => {
      this.all = [];
      if (accountId === undefined) return;
      const reader = fillsReader(
        (input) => send('history.page', input),
        { accountId, symbol: symbol() },
        (fills) => (this.all = fills),
      );
      this.#reader = reader;
      return () => reader.end();
    });
    $effect(() => {
      void activeJournal.current?.revision;
      this.#reader?.read();
    });
  }
}
