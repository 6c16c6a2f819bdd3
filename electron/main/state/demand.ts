import type { TopicName } from '@shared/contract/surface';

/** Which topics somebody looks at: what nobody looks at needs no stream. */
export interface Demand {
  /** Somebody wants the topic until the returned function is called. */
  add(topic: TopicName): () => void;
  has(topic: TopicName): boolean;
  /** `onChange` runs when a topic gets its first follower or loses its last. */
  subscribe(onChange: (topic: TopicName) => void): () => void;
}

export function createDemand(): Demand {
  const counts = new Map<TopicName, number>();
  const listeners = new Set<(topic: TopicName) => void>();

  function move(topic: TopicName, by: 1 | -1): void {
    const before = counts.get(topic) ?? 0;
    counts.set(topic, before + by);
    if (before === 0 || before + by === 0) for (const listener of listeners) listener(topic);
  }

  return {
    add(topic) {
      let wanted = true;
      move(topic, 1);
      return () => {
        if (wanted) move(topic, -1);
        wanted = false;
      };
    },
    has: (topic) => (counts.get(topic) ?? 0) > 0,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => void listeners.delete(onChange);
    },
  };
}
