import { mount, type Component } from 'svelte';
import { settingsKnown } from '../state/settings';

/** Puts a window's component on the page once theme and language are known, and whatever else would make it jump. */
export async function start(window: Component, ...known: readonly Promise<void>[]): Promise<void> {
  const target = document.getElementById('root');
  if (!target) throw new Error('The page has no #root');
  await Promise.all([settingsKnown(), ...known]);
  mount(window, { target });
}
