import { describe, expect, it } from 'vitest';
import type { Action } from './action';
import { actionFor, keysOf } from './keys';

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});
const action = (id: string, keys: string[], possible = true): Action => ({
  id,
  group: 'app',
  title: () => id,
  keys,
  isPossible: () => possible,
  run: () => undefined,
});

describe('the name of what was pressed', () => {
  it.each([
    [press('k', { ctrlKey: true }), false, 'Mod+K'],
    [press('k', { metaKey: true }), true, 'Mod+K'],
    [press('k', { ctrlKey: true }), true, 'K'],
    [press('?', { shiftKey: true }), false, '?'],
    [press('F', { shiftKey: true }), false, 'Shift+F'],
    [press('Enter', { shiftKey: true, altKey: true }), false, 'Alt+Shift+Enter'],
    [press('Control', { ctrlKey: true }), false, undefined],
  ])('%o on a Mac: %s is %s', (pressed, isMac, name) => {
    expect(keysOf(pressed, isMac)).toBe(name);
  });
});

describe('what keys mean', () => {
  it('while something is typed only those with a modifier', () => {
    const all = [action('search', ['/']), action('palette', ['Mod+K'])];
    expect(actionFor('/', true, all)).toBeUndefined();
    expect(actionFor('/', false, all)?.id).toBe('search');
    expect(actionFor('Mod+K', true, all)?.id).toBe('palette');
  });

  it('the first that is possible now', () => {
    const all = [action('closed', ['B'], false), action('open', ['B'])];
    expect(actionFor('B', false, all)?.id).toBe('open');
  });
});
