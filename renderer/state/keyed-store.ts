import { createSubscriber } from 'svelte/reactivity';
import type { PerchBridge } from '@shared/contract/bridge';
import { unpackChanges } from '@shared/contract/packed-changes';
import {
  unpacked,
  type KEYED_TOPICS,
  type PublishedUpdate,
  type TopicUpdate,
  type TopicValues,
} from '@shared/contract/topics';
import { follow } from './follow';
import { maySee } from './may-see';
import type { Rune } from './rune';

type KeyedTopic = (typeof KEYED_TOPICS)[number];
type ValueOf<T extends KeyedTopic> = TopicValues[T][string];

/**
 * A keyed topic, kept in place: news of one key costs the same among five thousand keys as among fifty, and only who follows that key
 * hears of it.
 */
export interface KeyedStore<Value> {
  /** Whether the snapshot came. */
  readonly known: Rune<boolean>;
  /** The value now, without following it. */
  get(key: string): Value | undefined;
  /** The value of one key, followed where Svelte reads it. */
  of(key: string): Rune<Value | undefined>;
  /** Calls back when the key gets another value or none. The returned function ends it. */
  subscribe(key: string, onChange: () => void): () => void;
}

/** Follows a keyed topic for as long as the window lives. In a kind of window that may not see the topic it stays empty. */
export function keyedStore<T extends KeyedTopic>(
  bridge: Pick<PerchBridge, 'subscribe' | 'kind'>,
  topic: T,
): KeyedStore<ValueOf<T>> {
  const values = new Map<string, ValueOf<T>>();
  const listeners = new Map<string, Set<() => void>>();
  const knownListeners = new Set<() => void>();
  let known = false;

  function tell(key: string): void {
    for (const onChange of listeners.get(key) ?? []) onChange();
  }

  const valueOf = (key: string): ValueOf<T> | undefined => values.get(key);

  function put(key: string, value: ValueOf<T>): void {
    if (Object.is(values.get(key), value)) return;
    values.set(key, value);
    tell(key);
  }

  function remove(key: string): void {
    if (values.delete(key)) tell(key);
  }

  function replace(next: TopicValues[T]): void {
    for (const key of [...values.keys()]) if (!Object.hasOwn(next, key)) remove(key);
    for (const [key, value] of Object.entries(next)) put(key, value as ValueOf<T>);
    if (known) return;
    known = true;
    for (const onChange of knownListeners) onChange();
  }

  function take(published: PublishedUpdate<T>): void {
    if ('changes' in published) {
      // Put as they are unpacked: no record of thousands is made only to be walked.
      if (known) unpackChanges(published.changes, valueOf, (key, value) => put(key, value as ValueOf<T>));
      for (const key of published.removed) remove(key);
      return;
    }
    const update: TopicUpdate = unpacked(published, valueOf);
    if (update.topic !== topic) return;
    if ('whole' in update) return replace(update.whole as TopicValues[T]);
    // A patch before the snapshot has nothing to patch.
    if (!known) return;
    for (const [key, value] of Object.entries(update.changed)) put(key, value as ValueOf<T>);
    for (const key of update.removed) remove(key);
  }

  if (maySee(bridge, topic)) follow(bridge, topic, () => void bridge.subscribe(topic, take));

  function subscribe(key: string, onChange: () => void): () => void {
    const those = listeners.get(key) ?? new Set();
    listeners.set(key, those.add(onChange));
    return () => {
      those.delete(onChange);
      if (those.size === 0) listeners.delete(key);
    };
  }

  const followKnown = createSubscriber((update) => {
    knownListeners.add(update);
    return () => knownListeners.delete(update);
  });

  return {
    known: {
      get current() {
        followKnown();
        return known;
      },
    },
    get: (key) => values.get(key),
    of(key) {
      const follow = createSubscriber((update) => subscribe(key, update));
      return {
        get current() {
          follow();
          return values.get(key);
        },
      };
    },
    subscribe,
  };
}
