import type { OrderIntent } from '@shared/domain/order';
import { sameIntent } from './life/exchange-order';

/** Longest time for which a repetition can be set to be unusual, ms. */
const LONGEST_MS = 3_600_000;

/** What was committed lately, so that the same order again within seconds is noticed. */
export interface RecentIntents {
  committed(intent: OrderIntent): void;
  /** Seconds since the same (as numbers) was committed last; null when it was not in this run, or long ago. */
  secondsSince(intent: OrderIntent): number | null;
}

/** @param now monotonic ms */
export function createRecentIntents(now: () => number): RecentIntents {
  let recent: { readonly intent: OrderIntent; readonly at: number }[] = [];
  return {
    committed(intent) {
      recent = [...recent.filter(({ at }) => now() - at <= LONGEST_MS), { intent, at: now() }];
    },
    secondsSince(intent) {
      const same = recent.findLast((earlier) => sameIntent(earlier.intent, intent));
      return same === undefined || now() - same.at > LONGEST_MS ? null : (now() - same.at) / 1_000;
    },
  };
}
