import type { MenuItemConstructorOptions } from 'electron';
import type { MenuActionId } from '@shared/domain/menu';
import type { Language } from '@shared/domain/settings';
import type { MessageKey } from '@shared/i18n/en';
import { translate } from '@shared/i18n/translate';

type PlainKey = Extract<
  MessageKey,
  `menu.${string}` | `action.${string}` | 'accounts.manage' | 'accounts.add' | 'limits.open'
>;

export interface MenuOptions {
  readonly language: Language;
  readonly platform: NodeJS.Platform;
  /** While Perch is being developed there are a reload and the developer tools. */
  readonly isDeveloping: boolean;
  /** Has the desk do it, as a key or the palette would. */
  readonly run: (action: MenuActionId) => void;
}

/** The application menu as the system expects it, in the language given. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { language, platform, isDeveloping, run } = options;
  const isMac = platform === 'darwin';
  const t = (key: PlainKey): string =>
    (translate as (to: Language, key: MessageKey) => string)(language, key);
  const separator = { type: 'separator' } as const;
  const role = (
    name: NonNullable<MenuItemConstructorOptions['role']>,
    key: PlainKey,
  ): MenuItemConstructorOptions => ({ role: name, label: t(key) });

  /** The window hears the keys itself, also those that only hold while nothing is typed: here they are only told. */
  function item(action: MenuActionId, key: PlainKey, accelerator?: string): MenuItemConstructorOptions {
    return {
      id: action,
      label: t(key),
      ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
      click: () => run(action),
    };
  }

  const settings = item('app.settings', 'action.settings', 'CmdOrCtrl+,');
  const about = item('app.about', 'action.about');
  const app: MenuItemConstructorOptions = {
    label: 'Perch',
    submenu: [
      about,
      separator,
      settings,
      separator,
      role('services', 'menu.app.services'),
      separator,
      role('hide', 'menu.app.hide'),
      role('hideOthers', 'menu.app.hideOthers'),
      role('unhide', 'menu.app.unhide'),
      separator,
      role('quit', 'menu.app.quit'),
    ],
  };
  const file: MenuItemConstructorOptions = {
    label: t('menu.file'),
    submenu: [
      item('account.manage', 'accounts.manage'),
      item('account.add', 'accounts.add'),
      separator,
      item('account.limits', 'limits.open'),
      item('account.lock', 'action.lock'),
      separator,
      ...(isMac
        ? [role('close', 'menu.close')]
        : [settings, separator, role('close', 'menu.close'), role('quit', 'menu.app.quit')]),
    ],
  };
  const edit: MenuItemConstructorOptions = {
    label: t('menu.edit'),
    submenu: [
      role('undo', 'menu.undo'),
      role('redo', 'menu.redo'),
      separator,
      role('cut', 'menu.cut'),
      role('copy', 'menu.copy'),
      role('paste', 'menu.paste'),
      role('selectAll', 'menu.selectAll'),
      separator,
      item('market.search', 'menu.find', 'CmdOrCtrl+F'),
      item('app.palette', 'action.palette', 'CmdOrCtrl+K'),
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: t('menu.view'),
    submenu: [
      item('view.zoomReset', 'action.zoomReset', 'CmdOrCtrl+0'),
      item('view.zoomIn', 'action.zoomIn', 'CmdOrCtrl+Plus'),
      item('view.zoomOut', 'action.zoomOut', 'CmdOrCtrl+-'),
      separator,
      item('view.theme', 'menu.theme'),
      item('view.language', 'action.language'),
      separator,
      role('togglefullscreen', 'menu.fullscreen'),
      ...(isDeveloping
        ? [separator, role('reload', 'menu.reload'), role('toggleDevTools', 'menu.developer')]
        : []),
    ],
  };
  const window: MenuItemConstructorOptions = {
    label: t('menu.window'),
    role: 'window',
    submenu: [
      role('minimize', 'menu.minimize'),
      role('zoom', 'menu.zoom'),
      ...(isMac ? [separator, role('front', 'menu.front')] : []),
    ],
  };
  const help: MenuItemConstructorOptions = {
    label: t('menu.help'),
    role: 'help',
    submenu: [
      item('app.shortcuts', 'action.shortcuts'),
      item('app.diagnostics', 'action.diagnostics'),
      ...(isMac ? [] : [separator, about]),
    ],
  };
  return isMac ? [app, file, edit, view, window, help] : [file, edit, view, window, help];
}
