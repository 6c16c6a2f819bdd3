import type { TopicValues } from '@shared/contract/topics';
import { rune, type Rune } from './rune';
import { topicStore } from './topic-store';

/** When an own order was filled last, a part of it or all. */
export const fillHeard: Rune<TopicValues['fillHeard'] | undefined> = rune(
  topicStore(window.perch, 'fillHeard'),
  (state) => state.value,
);
