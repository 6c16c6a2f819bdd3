import { systemTime, type TimeSource } from '../exchange/time-source';

export interface Rounds {
  /** Starts a round now; when one is under way, another follows it at once. */
  again(): void;
  /** Calls off the round under way; nothing follows. */
  stop(): void;
}

/** Runs `read` at once and then `everyMs` after the last one ended, one at a time, until stopped. */
export function startRounds(
  everyMs: number,
  read: (signal: AbortSignal) => Promise<void>,
  time: Pick<TimeSource, 'after'> = systemTime,
): Rounds {
  const stopping = new AbortController();
  let cancelTimer: () => void = () => undefined;
  let running = false;
  let wanted = false;

  async function round(): Promise<void> {
    cancelTimer();
    running = true;
    wanted = false;
    try {
      await read(stopping.signal);
    } finally {
      running = false;
      if (!stopping.signal.aborted) cancelTimer = time.after(wanted ? 0 : everyMs, () => void round());
    }
  }

  void round();

  return {
    again() {
      if (stopping.signal.aborted) return;
      if (running) wanted = true;
      else void round();
    },
    stop() {
      stopping.abort();
      cancelTimer();
    },
  };
}
