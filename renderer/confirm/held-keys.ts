/** Keys that press the button which has the focus. */
const PRESSING: readonly string[] = ['Enter', ' '];

/**
 * Whether a key press is one that began here, when answers were taken. A key that was held down when the window came, as Enter from
 * the ticket, presses nothing however long it is held (SECURITY: people side).
 */
export function createHeldKeys(): {
  /** True when the event may press a button. To be called for every keydown. */
  down(event: Pick<KeyboardEvent, 'key' | 'repeat'>, isReady: boolean): boolean;
  up(event: Pick<KeyboardEvent, 'key'>): void;
} {
  const held = new Set<string>();
  return {
    down({ key, repeat }, isReady) {
      if (!PRESSING.includes(key)) return true;
      if (isReady && !repeat && !held.has(key)) return true;
      held.add(key);
      return false;
    },
    up: ({ key }) => void held.delete(key),
  };
}
