import type { ConfirmRequest } from '@shared/domain/confirmation';
import { rune, type Rune } from '../state/rune';
import { topicStore } from '../state/topic-store';

/** What this window asks; undefined until main said so. */
export const confirmRequest: Rune<ConfirmRequest | undefined> = rune(
  topicStore(window.perch, 'confirmRequest'),
  (state) => state.value,
);
