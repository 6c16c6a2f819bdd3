import type { SpotSymbol } from '@shared/domain/symbol';
import { symbols } from '../state/desk';
import { rune, type Rune } from '../state/rune';
import { snapshotOf } from '../state/snapshot';
import { topicStore } from '../state/topic-store';

const store = topicStore(window.perch, 'pinned');

const names = rune(store, ({ value }) => value);

/** The markets to show, in their order; undefined before main told. */
export const pinned: Rune<readonly SpotSymbol[] | undefined> = {
  get current() {
    const all = symbols.current?.symbols;
    return all && names.current?.flatMap((name) => all.find(({ symbol }) => symbol === name) ?? []);
  },
};

export function pinnedKnown(): Promise<void> {
  return snapshotOf(store);
}
