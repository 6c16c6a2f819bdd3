import { ACTION_GROUPS, type Action, type ActionGroup } from '../actions/action';

export interface Shortcut {
  readonly id: string;
  readonly title: string;
  readonly keys: readonly string[];
}

/**
 * Actions that have keys, by their group, in the order of the groups; possible now or not. What does the same by the same keys is told
 * once, though two parts of the desk offer it.
 */
export function shortcutGroups(
  actions: readonly Action[],
): readonly { readonly group: ActionGroup; readonly shortcuts: readonly Shortcut[] }[] {
  return ACTION_GROUPS.map((group) => {
    const told = new Map<string, Shortcut>();
    for (const { id, group: of, title, keys = [] } of actions) {
      if (of !== group || keys.length === 0) continue;
      const words = title();
      told.set(`${words} ${keys.join(' ')}`, { id, title: words, keys });
    }
    return { group, shortcuts: [...told.values()] };
  }).filter(({ shortcuts }) => shortcuts.length > 0);
}
