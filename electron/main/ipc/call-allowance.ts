import { monotonicMs } from '../exchange/time-source';

/** A person with two hands makes a few calls a second; a page in a loop makes thousands (SECURITY: renderer side). */
const BURST = 100;
const PER_SECOND = 50;

export interface CallAllowance {
  /** True when one more call may pass now. */
  take(): boolean;
}

/** A token bucket: bursts of 100 calls, 50 a second after that. `now` is in ms, monotonic. */
export function createCallAllowance(now: () => number = monotonicMs): CallAllowance {
  let tokens = BURST;
  let filledAt = now();
  return {
    take() {
      const at = now();
      tokens = Math.min(BURST, tokens + ((at - filledAt) / 1000) * PER_SECOND);
      filledAt = at;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
