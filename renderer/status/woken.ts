import type { Diagnostics } from '@shared/domain/diagnostics';
import type { Feed } from '@shared/domain/market';

/** Long enough to be read. */
const LEAST_SHOWN_MS = 8_000;
/** What is not fresh after this is told by its own age. */
const MOST_SHOWN_MS = 60_000;

/**
 * How long ago the machine woke, or its clock or network changed (ms), as long as that is worth saying: until prices were confirmed
 * since, and a few seconds more. undefined otherwise.
 */
export function wokenAgo(
  diagnostics: Pick<Diagnostics, 'incidents'> | undefined,
  prices: Feed | undefined,
  now: number,
): number | undefined {
  const woken = diagnostics?.incidents.find(({ kind }) => kind === 'woken');
  if (!woken) return undefined;
  const ago = now - woken.at;
  const fresh = prices !== undefined && prices.confirmedAt > woken.at;
  return ago >= 0 && ago < (fresh ? LEAST_SHOWN_MS : MOST_SHOWN_MS) ? ago : undefined;
}
