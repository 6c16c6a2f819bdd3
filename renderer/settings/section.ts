import { createStore } from 'zustand/vanilla';
import { rune } from '../state/rune';

export type Section = 'appearance' | 'language' | 'numbers' | 'sounds' | 'trading' | 'system' | 'diagnostics';

const store = createStore<{ readonly section: Section }>(() => ({ section: 'appearance' }));

/** The section of the settings that was looked at last, while the window lives. */
export const sectionShown = rune(store, ({ section }) => section);

export function showSection(section: Section): void {
  store.setState({ section });
}
