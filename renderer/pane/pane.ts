import type { Pane } from '@shared/domain/pane';
import { rune, type Rune } from '../state/rune';
import { snapshotOf } from '../state/snapshot';
import { topicStore } from '../state/topic-store';
import { followSymbol } from '../state/view';

const store = topicStore(window.perch, 'pane');

/** What this window shows; undefined until main has told. */
export const pane: Rune<Pane | undefined> = rune(store, (state) => state.value);

// All parts of this window read the symbol where parts of the terminal do.
store.subscribe(({ value }) => value && followSymbol(value.symbol));

export function paneKnown(): Promise<void> {
  return snapshotOf(store);
}
