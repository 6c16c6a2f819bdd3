import type { MenuAction } from '@shared/domain/menu';
import { rune, type Rune } from './rune';
import { topicStore } from './topic-store';

/** What was chosen from the application menu last. */
export const menuAction: Rune<MenuAction | null | undefined> = rune(
  topicStore(window.perch, 'menuAction'),
  (state) => state.value,
);
