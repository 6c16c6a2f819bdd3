import { ACCOUNT_OLD_AFTER_MS } from '@shared/domain/account';
import type { ConnectionStatus } from '@shared/domain/connection';
import { STALE_AFTER_MS, type Feed } from '@shared/domain/market';

/** Milliseconds since the exchange confirmed a value; undefined before the first. Never negative: a clock can jump back. */
export function ageOf(feed: Pick<Feed, 'confirmedAt'> | null | undefined, now: number): number | undefined {
  if (!feed || feed.confirmedAt === 0) return undefined;
  return Math.max(0, now - feed.confirmedAt);
}

/** Whether a value is too old to be called the price of now. Of nothing, false: there is nothing to grey. */
export function isStale(feed: Pick<Feed, 'confirmedAt'> | null | undefined, now: number): boolean {
  return (ageOf(feed, now) ?? 0) > STALE_AFTER_MS;
}

/** Whether a feed is being made whole again. While the exchange does not answer nothing is: what is shown is simply old. */
export function isRebuilding(
  feed: Pick<Feed, 'state'> | null | undefined,
  connection: Pick<ConnectionStatus, 'state'> | undefined,
): boolean {
  return feed?.state === 'interrupted' && connection?.state !== 'offline';
}

/** Whether figures of the account are to be greyed: by how they arrive, and sooner while nothing can come from the exchange. */
export function isAccountStale(
  feed: Feed | null | undefined,
  connection: Pick<ConnectionStatus, 'state'> | undefined,
  now: number,
): boolean {
  if (!feed) return false;
  const cut = connection?.state === 'offline' || connection?.state === 'limited';
  const oldAfter = ACCOUNT_OLD_AFTER_MS[feed.state];
  return (ageOf(feed, now) ?? 0) > (cut ? Math.min(oldAfter, STALE_AFTER_MS) : oldAfter);
}
