import { createStore } from 'zustand/vanilla';
import { rune } from '../state/rune';
import { afterEvent, OFF, strikeOf, type Arming, type ArmingEvent } from './arming';

interface Hotkeys {
  readonly arming: Arming;
  /** What the last press came to, in the language of now. */
  readonly said: (() => string) | undefined;
}

/** Lives as long as the window, never longer: every start is disarmed. */
const store = createStore<Hotkeys>(() => ({ arming: OFF, said: undefined }));

export const arming = rune(store, (state) => state.arming);
export const hotkeySaid = rune(store, (state) => state.said);

export function tellHotkeys(event: ArmingEvent): void {
  const { arming: before } = store.getState();
  const after = afterEvent(before, event);
  if (after === before) return;
  store.setState(before.armed === after.armed ? { arming: after } : { arming: after, said: undefined });
}

/** What became of a press, shown in the band. */
export function sayOfHotkey(said: () => string): void {
  store.setState({ said });
}

export function isArmed(): boolean {
  return store.getState().arming.armed;
}

/**
 * Lets a press through, or says why not. What `send` answers is awaited, so that the next press is refused until then; it runs at
 * once, in the turn of the press.
 */
export async function strike(send: () => Promise<void>, ignored: () => string): Promise<void> {
  const at = Date.now();
  switch (strikeOf(store.getState().arming, at)) {
    case 'off':
      return tellHotkeys({ kind: 'passed', at });
    case 'sending':
      return sayOfHotkey(ignored);
    case 'go':
      tellHotkeys({ kind: 'struck', at });
      try {
        await send();
      } finally {
        tellHotkeys({ kind: 'settled', at: Date.now() });
      }
  }
}
