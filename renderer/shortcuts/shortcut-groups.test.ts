import { expect, it } from 'vitest';
import type { Action } from '../actions/action';
import { shortcutGroups } from './shortcut-groups';

const action = (id: string, group: Action['group'], keys?: string[], title = id): Action => ({
  id,
  group,
  title: () => title,
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
    action('open and search', 'market', ['/'], 'search'),
  ]);
  expect(groups.map(({ group, shortcuts }) => [group, shortcuts.map(({ id }) => id)])).toEqual([
    ['app', ['palette']],
    ['market', ['open and search']],
  ]);
});
