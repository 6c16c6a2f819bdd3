import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PerchBridge } from '@shared/contract/bridge';
import type { TopicName } from '@shared/contract/surface';
import { unpacked, type PublishedUpdate, type TopicUpdate, type TopicValues } from '@shared/contract/topics';
import { follow } from './follow';
import { maySee } from './may-see';

/** Undefined until the snapshot came. */
interface TopicState<T extends TopicName> {
  readonly value: TopicValues[T] | undefined;
}

export type TopicStore<T extends TopicName> = StoreApi<TopicState<T>>;

/** A store that follows one topic for as long as the window lives. In a kind of window that may not see the topic it stays empty. */
export function topicStore<T extends TopicName>(bridge: PerchBridge, topic: T): TopicStore<T> {
  const store = createStore<TopicState<T>>(() => ({ value: undefined }));
  if (!maySee(bridge, topic)) return store;
  const take = (published: PublishedUpdate<T>): void => {
    const { value } = store.getState();
    const valueOf = (key: string): unknown =>
      value && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
    const update: TopicUpdate = unpacked(published, valueOf);
    if (isAbout(update, topic)) store.setState({ value: applyUpdate(value, update) });
  };
  follow(bridge, topic, () => void bridge.subscribe(topic, take));
  return store;
}

function isAbout<T extends TopicName>(update: TopicUpdate, topic: T): update is TopicUpdate<T> {
  return update.topic === topic;
}

/** The topic's value after news of it. A patch before the snapshot has nothing to patch and is dropped. */
export function applyUpdate<T extends TopicName>(
  value: TopicValues[T] | undefined,
  update: TopicUpdate<T>,
): TopicValues[T] | undefined {
  if ('whole' in update) return update.whole;
  if (value === undefined || value === null) return value;
  // Spreading makes own properties of all keys, also of one called `__proto__`.
  const next: Record<string, unknown> = { ...value, ...update.changed };
  for (const key of update.removed) delete next[key];
  return next as TopicValues[T];
}
