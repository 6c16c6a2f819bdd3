import type { TimeSource } from '../exchange/time-source';

/** An event about what REST already tells is on its way for at most this long, ms. */
const PATIENCE_MS = 2_000;

/** What REST knew and the live stream has not told: either the event is about to come, or the stream lost it. */
export interface Unexplained {
  /** REST told something new of these (assets or orders). */
  found(names: readonly string[]): void;
  /** An event told of them. */
  heard(names: readonly string[]): void;
  /** Everything is asked for again anyway. */
  clear(): void;
}

/** Calls `onLost` with the names of which no event came in time; what else is waited for then is forgotten. */
export function createUnexplained(
  time: Pick<TimeSource, 'after'>,
  onLost: (names: readonly string[]) => void,
): Unexplained {
  const groups = new Map<Set<string>, () => void>();

  function clear(): void {
    for (const cancel of groups.values()) cancel();
    groups.clear();
  }

  return {
    found(names) {
      const waiting = new Set([...groups.keys()].flatMap((group) => [...group]));
      const group = new Set(names.filter((name) => !waiting.has(name)));
      if (group.size === 0) return;
      const onTime = (): void => {
        clear();
        onLost([...group]);
      };
      groups.set(group, time.after(PATIENCE_MS, onTime));
    },
    heard(names) {
      for (const [group, cancel] of groups) {
        for (const name of names) group.delete(name);
        if (group.size > 0) continue;
        cancel();
        groups.delete(group);
      }
    },
    clear,
  };
}
