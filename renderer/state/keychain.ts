import type { KeychainState } from '@shared/domain/connection';
import { rune, type Rune } from './rune';
import { topicStore } from './topic-store';

const UNKNOWN: KeychainState = { state: 'unknown' };

export const keychain: Rune<KeychainState> = rune(
  topicStore(window.perch, 'keychain'),
  (state) => state.value ?? UNKNOWN,
);
