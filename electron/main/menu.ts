import { Menu } from 'electron';
import type { MenuAction, MenuActionId } from '@shared/domain/menu';
import type { Language, Settings } from '@shared/domain/settings';
import { menuTemplate } from './menu-template';
import { createTopicStore, type Readable } from './state/stores';

interface MenuOptions {
  readonly settings: Readable<Settings>;
  /** A choice is for the desk, so it is brought to the front first. */
  readonly showTerminal: () => void;
}

export interface ChosenActions {
  /** What was chosen last, for the desk to do. */
  readonly state: Readable<MenuAction | null>;
  /** Chooses it, as from the menu. */
  run(action: MenuActionId): void;
}

/** Sets the application menu and keeps it in the user's language. */
export function followMenu({ settings, showTerminal }: MenuOptions): ChosenActions {
  const chosen = createTopicStore<MenuAction | null>(null);
  function run(action: MenuActionId): void {
    showTerminal();
    chosen.set({ action, at: Date.now() });
  }
  function build(language: Language): void {
    const template = menuTemplate({
      language,
      platform: process.platform,
      isDeveloping: import.meta.env.DEV,
      run,
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }
  build(settings.getState().language);
  settings.subscribe(({ language }, before) => {
    if (language !== before.language) build(language);
  });
  return { state: chosen, run };
}
