import { vi } from 'vitest';
import { startPaper, type TestPaper } from '../../paper/testing';
import { createExchangeConnection } from '../exchange/connection';
import { createIncidents } from '../exchange/streams/incidents';
import { createMarketStreams } from '../exchange/streams/market-streams';

/** A real paper exchange with a real connection and real streams to it, for tests. */
export async function livePaper(options: Parameters<typeof startPaper>[0] = {}) {
  const paper: TestPaper = await startPaper(options);
  const incidents = createIncidents();
  const connection = createExchangeConnection({ restUrl: paper.rest });
  const streams = createMarketStreams({ streamUrl: paper.stream, incidents });
  await connection.warm();
  return {
    paper,
    incidents,
    connection,
    streams,
    counts: () => incidents.state.getState().counts,
    async stop() {
      await streams.close();
      await connection.close();
      await paper.stop();
    },
  };
}

export const until = (holds: () => boolean): Promise<unknown> =>
  vi.waitUntil(holds, { timeout: 17_000, interval: 20 });
