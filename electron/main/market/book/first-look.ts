import type { ExchangeConnection } from '../../exchange/connection';
import type { TimeSource } from '../../exchange/time-source';
import type { DepthSnapshot } from './anchored-book';

/** As many as a high screen shows of a side. */
const LEVELS = 40;
/** After that there is a stream, or REST stands in for it, ms. */
const PATIENCE_MS = 2_000;

/**
 * Asks for a book at once, without waiting for its stream: somebody who has chosen a symbol sees it as soon as REST answers. It can
 * not be joined with the stream, which began later. Returns what calls it off.
 * @param onLook gets the levels and when they were asked for (Unix ms of this machine); not called when there is no answer
 */
export function lookFirst(
  symbol: string,
  connection: Pick<ExchangeConnection, 'call'>,
  time: Pick<TimeSource, 'wall'>,
  onLook: (snapshot: DepthSnapshot, askedAt: number) => void,
): () => void {
  const underWay = new AbortController();
  const { signal } = underWay;
  const askedAt = time.wall();
  void connection
    .call('depth', { symbol, limit: LEVELS }, { patienceMs: PATIENCE_MS, priority: 'shown', signal })
    .then((outcome) => {
      if (signal.aborted || outcome.kind !== 'answer') return;
      const { lastUpdateId, bids, asks } = outcome.value;
      onLook({ version: Number(lastUpdateId), bids, asks }, askedAt);
    });
  return () => underWay.abort();
}
