import { createExchangeConnection } from '../exchange/connection';
import { createIncidents } from '../exchange/streams/incidents';
import { createMarketStreams } from '../exchange/streams/market-streams';

/** A real connection and real streams to an exchange that a test started. */
export async function connectTo(exchange: { readonly rest: string; readonly stream: string }) {
  const incidents = createIncidents();
  const connection = createExchangeConnection({ restUrl: exchange.rest });
  const streams = createMarketStreams({ streamUrl: exchange.stream, incidents });
  await connection.warm();
  return {
    incidents,
    connection,
    streams,
    counts: () => incidents.state.getState().counts,
    async stop() {
      await streams.close();
      await connection.close();
    },
  };
}
