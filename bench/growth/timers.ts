import type { TimeSource } from '../../electron/main/exchange/time-source';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that stands still until it is told to pass. @param began Unix ms */
export function createTimers(began: number): TimeSource & { now(): number; pass(ms: number): void } {
  let clock = began;
  const waiting = new Set<Timer>();
  const now = (): number => clock;
  return {
    now,
    wall: now,
    monotonic: now,
    after(ms, run) {
      const timer = { at: clock + ms, run };
      waiting.add(timer);
      return () => void waiting.delete(timer);
    },
    pass(ms) {
      clock += ms;
      for (const timer of [...waiting]) {
        if (timer.at > clock) continue;
        waiting.delete(timer);
        timer.run();
      }
    },
  };
}
