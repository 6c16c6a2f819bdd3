import { mount, type Component } from 'svelte';
import { settingsKnown } from '../state/settings';

/** Puts a window's component on the page once theme and language are known. */
export async function start(window: Component): Promise<void> {
  const target = document.getElementById('root');
  if (!target) throw new Error('The page has no #root');
  await settingsKnown();
  mount(window, { target });
}
