import type { TimeSource } from '../exchange/time-source';

/** A stream that has confirmed nothing for this long is checked. */
export const SILENCE_MS = 3_000;
/** What REST knew and the stream did not tell must come within this time: PROTOCOL's slowest streams speak each second. */
const EVENT_WITHIN_MS = 2_000;

/** What REST knows beside what the stream told. */
export type Check =
  /** The same; as of `askedAt`, Unix ms of this machine. */
  | { readonly kind: 'same'; readonly askedAt: number }
  /** More; `hasCome` tells whether the stream has told it, or something later, since. */
  | { readonly kind: 'ahead'; readonly news: string; readonly hasCome: () => boolean }
  /** There was no answer. */
  | { readonly kind: 'unknown' };

interface SilenceWatchOptions {
  readonly time: TimeSource;
  /** How long ago the value was confirmed, ms; negative when the clock was set back. */
  readonly age: () => number;
  readonly check: () => Promise<Check>;
  readonly verifyEveryMs?: number | undefined;
  readonly onConfirmed: (askedAt: number) => void;
  /** REST knew something and the stream did not tell it. */
  readonly onSilent: (news: string) => void;
}

/**
 * Asks REST whenever a followed stream has confirmed nothing for 3 s: a socket that looks alive proves nothing, and neither do events
 * that are late. Runs until stopped or until it found the stream silent.
 */
export function startSilenceWatch(options: SilenceWatchOptions): () => void {
  const { time } = options;
  let stopped = false;
  let checkedAt = time.monotonic();
  let cancel = time.after(SILENCE_MS, look);

  function wait(ms: number, action: () => void): void {
    if (!stopped) cancel = time.after(ms, action);
  }

  function look(): void {
    const age = options.age();
    const sinceCheck = time.monotonic() - checkedAt;
    const untilVerify = (options.verifyEveryMs ?? Number.POSITIVE_INFINITY) - sinceCheck;
    const untilSilence = age < 0 ? 0 : SILENCE_MS - Math.min(age, sinceCheck);
    const due = Math.min(untilVerify, untilSilence);
    if (due > 0) wait(due, look);
    else void ask();
  }

  async function ask(): Promise<void> {
    checkedAt = time.monotonic();
    const check = await options.check();
    if (stopped) return;
    if (check.kind === 'same') options.onConfirmed(check.askedAt);
    if (check.kind !== 'ahead') return wait(SILENCE_MS - (time.monotonic() - checkedAt), look);
    wait(EVENT_WITHIN_MS, () => {
      if (check.hasCome()) return look();
      stopped = true;
      options.onSilent(check.news);
    });
  }

  return () => {
    stopped = true;
    cancel();
  };
}
