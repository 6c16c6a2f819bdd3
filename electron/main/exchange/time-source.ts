/** Where time comes from; replaced in tests. All in milliseconds. */
export interface TimeSource {
  /** The wall clock: Unix time. It jumps when the user or NTP sets it and when the machine wakes. */
  readonly wall: () => number;
  /** Never goes back, from an arbitrary origin; on some systems it stands still while the machine sleeps. */
  readonly monotonic: () => number;
  /** Runs `action` once after `ms`; the answer cancels it. A `background` timer does not keep the process alive. */
  readonly after: (ms: number, action: () => void, background?: boolean) => () => void;
}

/** Milliseconds that never go back, from an arbitrary origin. Not of `performance`, which Node loads when it is used first: 20 ms. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

export const systemTime: TimeSource = {
  wall: () => Date.now(),
  monotonic: monotonicMs,
  after: (ms, action, background = false) => {
    // A longer delay would overflow the timer and fire at once; whoever waits looks at the time again when it fires.
    const timer = setTimeout(action, Math.min(Math.max(0, Math.ceil(ms)), 0x7fffffff));
    if (background) timer.unref();
    return () => clearTimeout(timer);
  },
};
