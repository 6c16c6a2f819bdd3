import type { Action } from './action';

const MODIFIER_KEYS: readonly string[] = ['Shift', 'Control', 'Alt', 'Meta'];

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The name of what was pressed, as `Action.keys` has it; undefined for a modifier alone. */
export function keysOf(press: Press, isMac: boolean): string | undefined {
  if (MODIFIER_KEYS.includes(press.key)) return undefined;
  const letter = /^\p{L}$/u.test(press.key);
  const names = [
    ...((isMac ? press.metaKey : press.ctrlKey) ? ['Mod'] : []),
    ...(press.altKey ? ['Alt'] : []),
    // A sign such as `?` tells by itself that Shift was held.
    ...(press.shiftKey && (letter || press.key.length > 1) ? ['Shift'] : []),
    letter ? press.key.toUpperCase() : press.key,
  ];
  return names.join('+');
}

/** Whether keys without a modifier belong to what has the focus. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

/** The action that the keys mean now; `typing` leaves only those with Mod or Alt. */
export function actionFor(keys: string, typing: boolean, all: readonly Action[]): Action | undefined {
  if (typing && !/^(Mod|Alt)\+/.test(keys)) return undefined;
  return all.find((action) => action.keys?.includes(keys) === true && action.isPossible?.() !== false);
}
