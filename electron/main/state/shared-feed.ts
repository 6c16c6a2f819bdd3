interface Feed {
  stop(): void;
  wake(): void;
}

interface Shared<F, Value> {
  feed: F | undefined;
  readonly listeners: Set<(value: Value) => void>;
  last: { readonly value: Value } | undefined;
}

/** A feed that runs once for all who follow the same thing: a second window on a book asks the exchange for nothing more. */
export interface SharedFeed<F extends Feed, Value> {
  /** Follows until `stop`; who comes later hears the newest value at once. */
  follow(key: string, onValue: (value: Value) => void): { feed(): F | undefined; stop(): void };
  wake(): void;
}

/** @param start begins the feed of a key when its first follower comes; the feed ends with its last. */
export function shareFeed<F extends Feed, Value>(
  start: (key: string, onValue: (value: Value) => void) => F,
): SharedFeed<F, Value> {
  const running = new Map<string, Shared<F, Value>>();

  function begin(key: string): Shared<F, Value> {
    const shared: Shared<F, Value> = { feed: undefined, listeners: new Set(), last: undefined };
    running.set(key, shared);
    return shared;
  }

  return {
    follow(key, onValue) {
      const shared = running.get(key) ?? begin(key);
      // Each follower is one, even with the same function.
      const listener = (value: Value): void => onValue(value);
      shared.listeners.add(listener);
      if (shared.last) listener(shared.last.value);
      // After the listener is there: a feed may tell something while it starts.
      shared.feed ??= start(key, (value) => {
        shared.last = { value };
        for (const each of shared.listeners) each(value);
      });
      return {
        feed: () => shared.feed,
        stop() {
          if (!shared.listeners.delete(listener) || shared.listeners.size > 0) return;
          shared.feed?.stop();
          running.delete(key);
        },
      };
    },
    wake() {
      for (const { feed } of running.values()) feed?.wake();
    },
  };
}
