import { ACTION_GROUPS, type Action, type ActionGroup } from '../actions/action';

export interface Shortcut {
  readonly id: string;
  readonly title: string;
  readonly keys: readonly string[];
}

/** Actions that have keys, by their group, in the order of the groups; possible now or not. One that is offered twice is told once. */
export function shortcutGroups(
  actions: readonly Action[],
): readonly { readonly group: ActionGroup; readonly shortcuts: readonly Shortcut[] }[] {
  return ACTION_GROUPS.map((group) => {
    const byId = new Map<string, Shortcut>();
    for (const { id, group: of, title, keys = [] } of actions) {
      if (of === group && keys.length > 0) byId.set(id, { id, title: title(), keys });
    }
    return { group, shortcuts: [...byId.values()] };
  }).filter(({ shortcuts }) => shortcuts.length > 0);
}
