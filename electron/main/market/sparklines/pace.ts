/** The first screen of rows at once, then a few a second: at most 60 requests in any minute. */
const BURST = 24;
const EVERY_MS = 1_700;

/** How fast requests may follow each other. */
export interface Pace {
  /** Milliseconds until one more may go; 0 for now. */
  waitMs(): number;
  take(): void;
}

/** @param now monotonic ms */
export function createPace(now: () => number): Pace {
  let tokens = BURST;
  let filledAt = now();

  function fill(): void {
    const at = now();
    tokens = Math.min(BURST, tokens + (at - filledAt) / EVERY_MS);
    filledAt = at;
  }

  return {
    waitMs() {
      fill();
      return tokens >= 1 ? 0 : Math.ceil((1 - tokens) * EVERY_MS);
    },
    take() {
      fill();
      tokens -= 1;
    },
  };
}
