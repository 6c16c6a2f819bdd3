import type { ConnectionStatus } from '@shared/domain/connection';
import { STALE_AFTER_MS, type Feed } from '@shared/domain/market';

/**
 * How long (ms) a connection that counts as live has been silent, or undefined while it is not. It is called silent before anybody has
 * found out why, and always when the prices are greyed: an answer about something else does not make them live.
 */
export function silenceOf(
  status: Pick<ConnectionStatus, 'state' | 'lastAnswerAt'> | undefined,
  prices: Pick<Feed, 'confirmedAt'> | undefined,
  now: number,
): number | undefined {
  if (status?.state !== 'streaming' && status?.state !== 'polling') return undefined;
  const heard = [status.lastAnswerAt ?? 0, prices?.confirmedAt ?? 0].filter((at) => at > 0);
  if (heard.length === 0) return undefined;
  const silent = now - Math.min(...heard);
  return silent > STALE_AFTER_MS ? silent : undefined;
}
