import { afterEach, describe, expect, it } from 'vitest';
import { createIncidents } from './incidents';
import { createMarketStreams, type ExchangeStreams, type MarketStreamsOptions } from './market-streams';
import { heard, startStreamServer, until, WIRE, type StreamServer } from './testing';
import type { StreamRequest } from './streams';

const servers: StreamServer[] = [];
const pools: ExchangeStreams[] = [];

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function serverOf(options: Parameters<typeof startStreamServer>[0] = {}): Promise<StreamServer> {
  const server = await startStreamServer(options);
  servers.push(server);
  return server;
}

function poolAt(streamUrl: string, options: Partial<MarketStreamsOptions> = {}) {
  const incidents = createIncidents();
  const pool = createMarketStreams({ streamUrl, incidents, ...options });
  pools.push(pool);
  return { pool, incidents, counts: () => incidents.state.getState().counts };
}

const DEPTH = { kind: 'depth', symbol: 'BTCUSDT' } as const satisfies StreamRequest;
const TRADES = { kind: 'trades', symbol: 'BTCUSDT' } as const satisfies StreamRequest;

describe('followed streams', () => {
  it('come raw when there is one', async () => {
    const server = await serverOf();
    const { pool } = poolAt(server.url);
    const follower = heard<typeof DEPTH>();
    pool.follow(DEPTH, follower);
    await until(() => follower.calls.includes('live'));
    expect(server.taken[0]?.path).toBe('/ws/btcusdt@spotDepth');
    server.send('btcusdt@spotDepth', WIRE.depth(7));
    await until(() => follower.events().length === 1);
    expect(follower.events()).toEqual([
      { symbol: 'BTCUSDT', version: 7, bids: [['100.5', '1.25']], asks: [['101', '0']] },
    ]);
  });
});
