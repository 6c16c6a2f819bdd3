import type { TimeSource } from '../exchange/time-source';

/** An event about what REST already tells is on its way for at most this long, ms. */
const PATIENCE_MS = 2_000;
/** An event that left a doubt explains what REST tells of it for so long, ms. */
const DOUBT_MS = 10_000;

/** What REST knew and the live stream has not told: either the event is about to come, or the stream lost it. */
export interface Unexplained {
  /** REST told something new of these (assets or orders). */
  found(names: readonly string[]): void;
  /** An event told of them. */
  heard(names: readonly string[]): void;
  /** An event told of them and was not taken as it is: what REST says of them next is explained. */
  doubted(names: readonly string[]): void;
  /** Everything is asked for again anyway. */
  clear(): void;
}

/** Calls `onLost` with the names of which no event came in time; what else is waited for then is forgotten. */
export function createUnexplained(
  time: Pick<TimeSource, 'after' | 'monotonic'>,
  onLost: (names: readonly string[]) => void,
): Unexplained {
  const groups = new Map<Set<string>, () => void>();
  /** When the doubt came up, monotonic ms. */
  const doubts = new Map<string, number>();

  function clear(): void {
    for (const cancel of groups.values()) cancel();
    groups.clear();
    doubts.clear();
  }

  function settle(name: string): boolean {
    const doubtedAt = doubts.get(name);
    doubts.delete(name);
    return doubtedAt !== undefined && time.monotonic() - doubtedAt <= DOUBT_MS;
  }

  return {
    found(names) {
      const waiting = new Set([...groups.keys()].flatMap((group) => [...group]));
      const group = new Set(names.filter((name) => !settle(name) && !waiting.has(name)));
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
    doubted(names) {
      for (const name of names) doubts.set(name, time.monotonic());
    },
    clear,
  };
}
