/** What a group of actions is about: the heading they stand under in lists. */
export const ACTION_GROUPS = ['app', 'view', 'market', 'chart', 'ticket', 'orders', 'account'] as const;
export type ActionGroup = (typeof ACTION_GROUPS)[number];

/**
 * Something the user can do by name or by keys: the keyboard, the command palette and the list of shortcuts all read it from here.
 * An action never trades by itself: what trades has its own confirmed way.
 */
export interface Action {
  readonly id: string;
  readonly group: ActionGroup;
  /** In the language of now. */
  readonly title: () => string;
  /**
   * Like `Mod+K`, `Shift+F`, `/` or `?`: modifiers in the order Mod, Alt, Shift, then the key as `KeyboardEvent.key` has it, a letter
   * as a capital. `Mod` is Command on macOS and Control elsewhere. Without a modifier it holds only while nothing is being typed.
   */
  readonly keys?: readonly string[];
  /** Whether it can be done now; always, when left out. */
  readonly isPossible?: () => boolean;
  /** By its keys alone: not in lists that run what is chosen. For what trades while hotkeys are armed. */
  readonly keysOnly?: boolean;
  readonly run: () => void;
}
