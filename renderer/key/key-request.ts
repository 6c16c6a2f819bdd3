import { rune, type Rune } from '../state/rune';
import { topicStore } from '../state/topic-store';
import type { KeyRequest } from '@shared/contract/topics';

/** What this window was opened for; undefined until main said so. */
export const keyRequest: Rune<KeyRequest | undefined> = rune(
  topicStore(window.perch, 'keyRequest'),
  (state) => state.value,
);
