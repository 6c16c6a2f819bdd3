import { createStore } from 'zustand/vanilla';
import { rune } from '../state/rune';
import type { Zone } from './axis-time';

const store = createStore<{ readonly zone: Zone }>(() => ({ zone: 'local' }));

/** The clock of the time axis, while the window lives. */
export const chosenZone = rune(store, ({ zone }) => zone);

export function switchZone(): void {
  store.setState(({ zone }) => ({ zone: zone === 'local' ? 'utc' : 'local' }));
}
