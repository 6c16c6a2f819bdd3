import { mount, type Component } from 'svelte';
import { settingsKnown } from '../state/settings';

/** A window is put up in its font: another one would first be looked for in the system, and everything laid out twice. */
async function fontKnown(): Promise<void> {
  try {
    await document.fonts.load("13px 'Inter Variable'");
  } catch {
    // Without it the system's font will do.
  }
}

/** Puts a window's component on the page once theme and language are known, and whatever else would make it jump. */
export async function start(window: Component, ...known: readonly Promise<void>[]): Promise<void> {
  const target = document.getElementById('root');
  if (!target) throw new Error('The page has no #root');
  await Promise.all([settingsKnown(), fontKnown(), ...known]);
  mount(window, { target });
}
