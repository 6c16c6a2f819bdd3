import type { PerchBridge } from '@shared/contract/bridge';
import { TOPIC_WINDOWS, type TopicName, type WindowKind } from '@shared/contract/surface';

/** Whether a window of this kind may follow the topic. A pane has parts in common with the terminal and sees less than it. */
export function maySee({ kind }: Pick<PerchBridge, 'kind'>, topic: TopicName): boolean {
  const kinds: readonly WindowKind[] = TOPIC_WINDOWS[topic];
  return kinds.includes(kind);
}
