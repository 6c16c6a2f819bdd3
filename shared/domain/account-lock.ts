import type { Settings } from './settings';

/** Why the accounts are locked: a person asked, nobody used the machine, its screen was locked, or it went to sleep. */
export type LockReason = 'asked' | 'idle' | 'screen' | 'sleep';

/** All accounts are locked: no key is in memory, nothing signed is sent. Prices and alerts of prices go on. */
export interface AccountLock {
  readonly because: LockReason;
  /** Unix ms. */
  readonly at: number;
}

/** Minutes without a person after which the accounts are locked; undefined for never. */
export function lockAfterMinutes(lockAfter: Settings['lockAfter']): number | undefined {
  return lockAfter === 'off' ? undefined : Number(lockAfter);
}

/** Whether another setting would let keys stay in memory for longer. */
export function isLooserLockAfter(from: Settings['lockAfter'], to: Settings['lockAfter']): boolean {
  const never = Number.POSITIVE_INFINITY;
  return (lockAfterMinutes(to) ?? never) > (lockAfterMinutes(from) ?? never);
}
