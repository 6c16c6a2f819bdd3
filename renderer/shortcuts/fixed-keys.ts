import type { MessageKey } from '@shared/i18n/en';

/** Keys that belong to a kind of control or to the system's menus, so that no action offers them. Written as `Action.keys` are. */
export interface FixedKeys {
  readonly label: Extract<MessageKey, `shortcuts.${string}` | 'watchlist.carryKeys'>;
  readonly keys: readonly string[];
}

export function fixedKeys(isMac: boolean): readonly FixedKeys[] {
  return [
    { label: 'shortcuts.next', keys: ['Tab', 'Shift+Tab'] },
    { label: 'shortcuts.inList', keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] },
    { label: 'watchlist.carryKeys', keys: ['Alt+ArrowUp', 'Alt+ArrowDown'] },
    { label: 'shortcuts.press', keys: ['Enter', ' '] },
    { label: 'shortcuts.leave', keys: ['Escape'] },
    { label: 'shortcuts.fullscreen', keys: [isMac ? 'Mod+⌃+F' : 'F11'] },
    { label: 'shortcuts.close', keys: ['Mod+W'] },
    { label: 'shortcuts.quit', keys: ['Mod+Q'] },
  ];
}

/** While the chart has the focus. */
export const CHART_KEYS: readonly FixedKeys[] = [
  { label: 'shortcuts.chartMove', keys: ['ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown'] },
  { label: 'shortcuts.chartStep', keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'] },
  { label: 'shortcuts.chartZoom', keys: ['+', '-'] },
  { label: 'shortcuts.chartNow', keys: ['End', 'Home'] },
];
