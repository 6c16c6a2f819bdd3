import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { MENU_ACTIONS } from '@shared/domain/menu';
import { menuTemplate, type MenuOptions } from './menu-template';

const template = (options: Partial<MenuOptions> = {}) =>
  menuTemplate({ language: 'en', platform: 'linux', isDeveloping: false, run: () => undefined, ...options });
const itemsOf = ({ submenu }: MenuItemConstructorOptions): MenuItemConstructorOptions[] =>
  Array.isArray(submenu) ? submenu : [];
const rolesOf = (menus: readonly MenuItemConstructorOptions[]) =>
  menus.flatMap(itemsOf).flatMap(({ role }) => (role ? [role] : []));

describe('the application menu', () => {
  it('begins with the app on a Mac, and with the file elsewhere', () => {
    const labels = (platform: NodeJS.Platform) => template({ platform }).map(({ label }) => label);
    expect(labels('darwin')).toEqual(['Perch', 'File', 'Edit', 'View', 'Window', 'Help']);
    expect(labels('win32')).toEqual(['File', 'Edit', 'View', 'Window', 'Help']);
  });

  it.each(['darwin', 'linux'] as const)('offers every action for it once on %s', (platform) => {
    const ids = template({ platform })
      .flatMap(itemsOf)
      .flatMap(({ id }) => (id === undefined ? [] : [id]));
    expect(ids.sort()).toEqual([...MENU_ACTIONS].sort());
  });

  it('has what editing text needs, and a way out', () => {
    expect(rolesOf(template())).toEqual(
      expect.arrayContaining(['undo', 'cut', 'copy', 'paste', 'selectAll', 'close', 'quit']),
    );
  });

  it('reloads only while Perch is being developed', () => {
    expect(rolesOf(template())).not.toContain('reload');
    expect(rolesOf(template({ isDeveloping: true }))).toContain('reload');
  });

  it('has the desk do what is chosen', () => {
    const run = vi.fn();
    const lock = template({ run })
      .flatMap(itemsOf)
      .find(({ id }) => id === 'account.lock');
    Reflect.apply(lock?.click ?? (() => undefined), undefined, []);
    expect(run).toHaveBeenCalledWith('account.lock');
  });

  it('speaks the language of the desk', () => {
    expect(template({ language: 'zh-CN' }).map(({ label }) => label)).toEqual([
      '文件',
      '编辑',
      '视图',
      '窗口',
      '帮助',
    ]);
  });
});
