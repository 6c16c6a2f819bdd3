/**
 * Actions of the desk that the application menu offers too, by their ids. Main asks for one through the topic `menuAction`; the window
 * does it, so that a menu, a key and the palette do the same.
 */
export const MENU_ACTIONS = [
  'app.palette',
  'app.settings',
  'app.shortcuts',
  'app.about',
  'app.diagnostics',
  'view.theme',
  'view.language',
  'view.zoomIn',
  'view.zoomOut',
  'view.zoomReset',
  'market.search',
  'account.manage',
  'account.add',
  'account.limits',
  'account.lock',
] as const;

export type MenuActionId = (typeof MENU_ACTIONS)[number];

/** What was chosen from a menu last. */
export interface MenuAction {
  readonly action: MenuActionId;
  /** Unix ms: a window that opens long after the choice leaves it. */
  readonly at: number;
}
