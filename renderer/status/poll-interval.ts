import type { Feed } from '@shared/domain/market';

/** Times at which prices were confirmed while they were polled, Unix ms, oldest first. */
export type PollTimes = readonly number[];

const MOST_KEPT = 6;

/** Notes a confirmation; other ways of getting prices end the series. */
export function withConfirmation(times: PollTimes, feed: Feed | undefined): PollTimes {
  if (feed?.state !== 'polling' || feed.confirmedAt === 0) return times.length === 0 ? times : [];
  const last = times.at(-1);
  if (feed.confirmedAt === last) return times;
  return last !== undefined && feed.confirmedAt < last
    ? [feed.confirmedAt]
    : [...times.slice(1 - MOST_KEPT), feed.confirmedAt];
}

/** How often prices really came, in whole seconds (ms): the middle of the last intervals; undefined before there were two. */
export function pollInterval(times: PollTimes): number | undefined {
  const intervals = times
    .slice(1)
    .map((time, index) => time - (times[index] ?? time))
    .sort((a, b) => a - b);
  const middle = intervals[Math.floor(intervals.length / 2)];
  if (intervals.length < 2 || middle === undefined) return undefined;
  return Math.max(1_000, Math.round(middle / 1_000) * 1_000);
}
