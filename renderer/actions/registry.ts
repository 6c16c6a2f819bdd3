import { createStore } from 'zustand/vanilla';
import { rune } from '../state/rune';
import type { Action } from './action';

const store = createStore<readonly Action[]>(() => []);

/** All that can be done now, in the order in which parts of the window offered it. */
export const actions = rune(store, (all) => all);

/** Offers actions until the answer is called: `$effect(() => offerActions([…]))`. */
export function offerActions(offered: readonly Action[]): () => void {
  store.setState((all) => [...all, ...offered], true);
  return () => store.setState((all) => all.filter((action) => !offered.includes(action)), true);
}

export function actionsNow(): readonly Action[] {
  return store.getState();
}
