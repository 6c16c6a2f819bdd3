import { expect, it } from 'vitest';
import type { Action } from '../actions/action';
import { shortcutGroups } from './shortcut-groups';

const action = (id: string, group: Action['group'], keys?: string[]): Action => ({
  id,
  group,
  title: () => id,
  ...(keys ? { keys } : {}),
  isPossible: () => false,
  run: () => undefined,
});

it('keys are told by group, in the order of groups, also of what is not possible now, each once', () => {
  const groups = shortcutGroups([
    action('search', 'market', ['/']),
    action('palette', 'app', ['Mod+K']),
    action('about', 'app'),
    action('search', 'market', ['/']),
  ]);
  expect(groups.map(({ group, shortcuts }) => [group, shortcuts.map(({ id }) => id)])).toEqual([
    ['app', ['palette']],
    ['market', ['search']],
  ]);
});
