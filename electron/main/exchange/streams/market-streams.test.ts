import { afterEach, describe, expect, it } from 'vitest';
import { createIncidents } from './incidents';
import { createMarketStreams, type ExchangeStreams, type MarketStreamsOptions } from './market-streams';
import { heard, startStreamServer, until, WIRE, type StreamServer } from './testing';
import type { StreamRequest } from './streams';
import { pause } from '@shared/testing-pause';
import { MAX_FRAME_BYTES } from './web-socket';

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
  return {
    pool,
    counts: () => incidents.state.getState().counts,
    texts: () => incidents.state.getState().incidents.map(({ text }) => text),
  };
}

const DEPTH = { kind: 'depth', symbol: 'BTCUSDT' } as const satisfies StreamRequest;
const TRADES = { kind: 'trades', symbol: 'BTCUSDT' } as const satisfies StreamRequest;
const MINIS = { kind: 'allMiniTickers' } as const satisfies StreamRequest;
const depthOf = (symbol: string) => ({ kind: 'depth', symbol }) as const;

describe('followed streams', () => {
  it('come over a raw connection when there is one', async () => {
    const server = await serverOf();
    const { pool } = poolAt(server.url);
    const follower = heard<typeof DEPTH>();
    pool.follow(DEPTH, follower);
    await until(() => follower.calls.includes('live'));
    expect(server.taken[0]?.path).toBe('/ws/btcusdt@spotDepth');
    server.send('btcusdt@spotDepth', WIRE.depth(7));
    await until(() => follower.calls.length === 2);
    expect(follower.calls).toEqual([
      'live',
      { symbol: 'BTCUSDT', version: 7, bids: [['100.5', '1.25']], asks: [['101', '0']] },
    ]);
  });

  it('that are asked for together come over one combined connection', async () => {
    const server = await serverOf();
    const { pool } = poolAt(`${server.url}/base/`);
    const [depth, trades, minis] = [heard<typeof DEPTH>(), heard<typeof TRADES>(), heard<typeof MINIS>()];
    pool.follow(DEPTH, depth);
    pool.follow(TRADES, trades);
    pool.follow(MINIS, minis);
    await until(() => minis.calls.includes('live'));
    expect(server.taken.map(({ path }) => path)).toEqual([
      '/base/stream?streams=btcusdt@spotDepth/btcusdt@spotTrade/!spotMiniTicker@arr',
    ]);
    server.send('btcusdt@spotTrade', [WIRE.trade(1)]);
    server.send('!spotMiniTicker@arr', [WIRE.miniTicker('ETHBTC')]);
    await until(() => trades.events().length === 1 && minis.events().length === 1);
    expect(depth.events()).toEqual([]);
  });

  it('are at most ten on a connection', async () => {
    const server = await serverOf();
    const { pool } = poolAt(server.url);
    const followers = Array.from({ length: 23 }, (_, index) => {
      const follower = heard<ReturnType<typeof depthOf>>();
      pool.follow(depthOf(`S${index}`), follower);
      return follower;
    });
    await until(() => followers.every(({ calls }) => calls.includes('live')));
    expect(server.taken.map(({ names }) => names.length)).toEqual([10, 10, 3]);
    expect(pool.status.getState()).toMatchObject({ state: 'live', live: 3, wanted: 3, failure: '' });
  });

  it('are one subscription for all who follow them, and end with the last', async () => {
    const server = await serverOf();
    const { pool } = poolAt(server.url);
    const [one, other] = [heard<typeof DEPTH>(), heard<typeof DEPTH>()];
    const first = pool.follow(DEPTH, one);
    await until(() => one.calls.includes('live'));
    const second = pool.follow(DEPTH, other);
    await until(() => other.calls.includes('live'));
    first.stop();
    server.send('btcusdt@spotDepth', WIRE.depth(1));
    await until(() => other.events().length === 1);
    expect(one.events()).toEqual([]);
    expect(server.taken).toHaveLength(1);
    second.stop();
    await until(() => server.open().length === 0);
    expect(pool.status.getState()).toMatchObject({ state: 'off', connections: [], wanted: 0 });
  });

  it('are kept for a moment after the last follower left, so that coming back costs nothing', async () => {
    const server = await serverOf();
    const { pool } = poolAt(server.url);
    const [one, other] = [heard<typeof DEPTH>(), heard<typeof DEPTH>()];
    const first = pool.follow(DEPTH, one);
    await until(() => one.calls.includes('live'));
    first.stop();
    pool.follow(DEPTH, other);
    await until(() => other.calls.includes('live'));
    expect(server.taken).toHaveLength(1);
  });

  it('go on without a break while another one is added', async () => {
    const server = await serverOf();
    const { pool } = poolAt(server.url);
    const [depth, trades] = [heard<typeof DEPTH>(), heard<typeof TRADES>()];
    pool.follow(DEPTH, depth);
    await until(() => depth.calls.includes('live'));
    let version = 0;
    const flow = setInterval(() => server.send('btcusdt@spotDepth', WIRE.depth((version += 1))), 2);
    pool.follow(TRADES, trades);
    await until(() => trades.calls.includes('live'));
    await until(() => server.open().length === 1);
    clearInterval(flow);
    const last = version;
    await until(() => depth.events().at(-1)?.version === last);
    // Every version, the first time that it came, in order; and nothing but events after the first call.
    const versions = [...new Set(depth.events().map((event) => event.version))];
    expect(versions).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    expect(depth.calls.filter((call) => typeof call === 'string')).toEqual(['live']);
    expect(server.open()[0]?.names).toEqual(['btcusdt@spotDepth', 'btcusdt@spotTrade']);
  });

  it('are unknown or malformed without harm to the rest, and counted', async () => {
    const server = await serverOf();
    const { pool, counts, texts } = poolAt(server.url);
    const [depth, minis] = [heard<typeof DEPTH>(), heard<typeof MINIS>()];
    pool.follow(DEPTH, depth);
    pool.follow(MINIS, minis);
    await until(() => minis.calls.includes('live'));
    const { socket } = server.open()[0]!;
    socket.send('{"stream":"other@spotDepth","data":{}}');
    socket.send('{"stream":"__proto__","data":{}}');
    server.send('btcusdt@spotDepth', WIRE.depth(1, 'ETHUSDT'));
    await until(() => counts().unknown === 3);
    server.send('!spotMiniTicker@arr', [
      WIRE.miniTicker('A'),
      WIRE.miniTicker('B', '1e400'),
      WIRE.miniTicker('C'),
    ]);
    await until(() => minis.events().length === 1);
    expect(minis.events()[0]?.map(({ symbol }) => symbol)).toEqual(['A', 'C']);
    expect(counts().malformed).toBe(1);
    expect(texts()[0]).toContain('1 of 3 elements dropped; of the first: Field 1.c is not');
    server.send('btcusdt@spotDepth', { ...WIRE.depth(2), v: 'x' });
    socket.send('{"stream":');
    socket.send(Buffer.from([1, 2, 3]));
    await until(() => counts().malformed === 4);
    server.send('btcusdt@spotDepth', WIRE.depth(3));
    await until(() => depth.events().length === 1);
    expect(depth.events()[0]?.version).toBe(3);
    expect(pool.status.getState().live).toBe(1);
  });

  it('tell their followers to ask again when something of theirs could not be read, and not each time', async () => {
    const server = await serverOf();
    const { pool, counts } = poolAt(server.url);
    const [depth, trades] = [heard<typeof DEPTH>(), heard<typeof TRADES>()];
    pool.follow(DEPTH, depth);
    pool.follow(TRADES, trades);
    await until(() => trades.calls.includes('live'));
    for (let count = 0; count < 5; count += 1) server.send('btcusdt@spotDepth', {});
    await until(() => counts().malformed === 5);
    expect([depth.calls, trades.calls]).toEqual([['live', 'live'], ['live']]);
  });

  it('reach every follower although one of them throws', async () => {
    const server = await serverOf();
    const { pool } = poolAt(server.url);
    const thrown: unknown[] = [];
    const listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => thrown.push(error));
    try {
      const follower = heard<typeof DEPTH>();
      const nothing = (): void => undefined;
      const defect = (): never => {
        throw new TypeError('a defect');
      };
      pool.follow(DEPTH, { onLive: nothing, onEvent: defect, onInterrupted: nothing });
      pool.follow(DEPTH, follower);
      await until(() => follower.calls.includes('live'));
      server.send('btcusdt@spotDepth', WIRE.depth(1));
      server.send('btcusdt@spotDepth', WIRE.depth(2));
      await until(() => follower.events().length === 2);
      expect(thrown).toHaveLength(2);
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const listener of listeners) process.on('uncaughtException', listener);
    }
  });
});

describe('a connection', () => {
  it('that is cut is made again, and its followers hear both', async () => {
    const server = await serverOf();
    const { pool, counts } = poolAt(server.url);
    const follower = heard<typeof DEPTH>();
    pool.follow(DEPTH, follower);
    await until(() => follower.calls.length === 1);
    server.open()[0]!.raw.destroy();
    await until(() => follower.calls.length === 3);
    expect(follower.calls).toEqual(['live', 'interrupted', 'live']);
    expect(counts().disconnected).toBe(1);
  });

  it('that the server closes politely is made again', async () => {
    const server = await serverOf();
    const { pool } = poolAt(server.url);
    const follower = heard<typeof DEPTH>();
    pool.follow(DEPTH, follower);
    await until(() => follower.calls.length === 1);
    server.open()[0]!.socket.close(1001, 'a text that is not repeated');
    await until(() => follower.calls.length === 3);
    expect(follower.reasons).toEqual(['The stream server closed the connection (1001).']);
  });

  it.each([
    ['a status', { status: 503 }, 'refused the connection (HTTP 503)'],
    [
      'a redirect',
      { status: 302, headers: { location: 'ws://127.0.0.1:1/' } },
      'a redirect, which is not followed',
    ],
  ])('that is answered with %s is tried again, and the reason is told', async (_name, treatment, reason) => {
    const server = await serverOf({ treat: () => treatment });
    const { pool, counts } = poolAt(server.url);
    const follower = heard<typeof DEPTH>();
    pool.follow(DEPTH, follower);
    await until(() => counts()['connect-failed'] >= 2);
    expect(follower.reasons).toHaveLength(1);
    expect(follower.reasons[0]).toContain(reason);
    expect(pool.status.getState()).toMatchObject({ state: 'unreachable', live: 0, wanted: 1 });
    expect(pool.status.getState().failure).toContain(reason);
    server.treat('take');
    await until(() => follower.calls.includes('live'));
    expect(pool.status.getState()).toMatchObject({ state: 'live', failure: '' });
  });

  it('waits as long as the server says', async () => {
    const server = await serverOf({ treat: () => ({ status: 429, headers: { 'retry-after': '3600' } }) });
    const { pool } = poolAt(server.url);
    pool.follow(DEPTH, heard());
    const next = (): number | null => pool.status.getState().connections[0]?.nextAttemptAt ?? null;
    await until(() => pool.status.getState().connections[0]?.failures === 1 && next() !== null);
    expect(next()! - Date.now()).toBeGreaterThan(3_500_000);
    pool.wake('The machine was asleep.');
    await pause(100);
    expect(pool.status.getState().connections[0]?.failures).toBe(0);
    expect(next()! - Date.now()).toBeGreaterThan(3_500_000);
  });

  it('that brings a frame above the cap is closed and made again', async () => {
    const server = await serverOf();
    const { pool, counts } = poolAt(server.url);
    const follower = heard<typeof DEPTH>();
    pool.follow(DEPTH, follower);
    await until(() => follower.calls.length === 1);
    server.open()[0]!.socket.send('x'.repeat(MAX_FRAME_BYTES + 1));
    await until(() => follower.calls.length === 3);
    expect([counts().oversized, counts().disconnected]).toEqual([1, 0]);
  });

  it.each([
    ['bytes that are no frame', Buffer.from([0xff, 0xff, 0, 1, 2, 3])],
    ['a compressed frame that was not agreed on', Buffer.from([0xc1, 0x02, 0x4b, 0x00])],
    ['text that is not UTF-8', Buffer.from([0x81, 0x02, 0xc3, 0x28])],
  ])('that brings %s is closed and made again', async (_name, bytes) => {
    const server = await serverOf();
    const { pool, counts } = poolAt(server.url);
    const follower = heard<typeof DEPTH>();
    pool.follow(DEPTH, follower);
    await until(() => follower.calls.length === 1);
    server.open()[0]!.raw.write(bytes);
    await until(() => follower.calls.length === 3);
    expect([counts().malformed, follower.events()]).toEqual([1, []]);
  });

  it('to something that is not a WebSocket server fails with words', async () => {
    const server = await serverOf();
    await server.stop();
    const { pool } = poolAt(server.url);
    const follower = heard<typeof DEPTH>();
    pool.follow(DEPTH, follower);
    await until(() => follower.reasons.length === 1);
    expect(follower.reasons[0]).toBe('The exchange refused the connection (ECONNREFUSED).');
  });

  it('answers the pings of the server', async () => {
    const server = await serverOf();
    const { pool } = poolAt(server.url);
    const follower = heard<typeof DEPTH>();
    pool.follow(DEPTH, follower);
    await until(() => follower.calls.length === 1);
    let pongs = 0;
    const { socket } = server.open()[0]!;
    socket.on('pong', () => (pongs += 1));
    socket.ping();
    await until(() => pongs === 1);
  });

  it('is made anew when a follower has proof that it is mute, and by no follower that left', async () => {
    const server = await serverOf();
    const { pool } = poolAt(server.url);
    const [one, other] = [heard<typeof DEPTH>(), heard<typeof TRADES>()];
    const followed = pool.follow(DEPTH, one);
    pool.follow(TRADES, other);
    await until(() => other.calls.length === 1);
    followed.reconnect('A trade is missing.');
    await until(() => other.calls.length === 3);
    expect([one.calls, one.reasons]).toEqual([['live', 'interrupted', 'live'], ['A trade is missing.']]);
    expect(server.taken).toHaveLength(2);
    followed.stop();
    followed.reconnect('Too late.');
    expect(other.calls).toHaveLength(3);
  });

  it('is made anew at once after sleep', async () => {
    const server = await serverOf();
    const { pool, counts } = poolAt(server.url);
    const follower = heard<typeof DEPTH>();
    pool.follow(DEPTH, follower);
    await until(() => follower.calls.length === 1);
    pool.wake('The machine was asleep.');
    await until(() => follower.calls.length === 3);
    expect(follower.reasons).toEqual(['The machine was asleep.']);
    await until(() => server.open().length === 1);
    expect(counts().disconnected).toBe(0);
  });

  it('that is refused because of one stream ends with that one alone', async () => {
    const server = await serverOf({
      treat: (path) => (path.includes('nonsense') ? { status: 400 } : 'take'),
    });
    const { pool } = poolAt(server.url);
    const good = Array.from({ length: 6 }, (_, index) => {
      const follower = heard<ReturnType<typeof depthOf>>();
      pool.follow(depthOf(`S${index}`), follower);
      return follower;
    });
    const bad = heard<ReturnType<typeof depthOf>>();
    pool.follow(depthOf('NONSENSE'), bad);
    await until(() => good.every(({ calls }) => calls.at(-1) === 'live'));
    expect(bad.calls).toEqual(['interrupted']);
    expect(pool.status.getState()).toMatchObject({ state: 'partial' });
    // Another good one joins those that work.
    const late = heard<ReturnType<typeof depthOf>>();
    pool.follow(depthOf('LATE'), late);
    await until(() => late.calls.includes('live'));
    expect(good.every(({ calls }) => calls.filter((call) => call === 'interrupted').length <= 1)).toBe(true);
  });

  it('is not made after the end, and nobody is told anything any more', async () => {
    const server = await serverOf();
    const { pool } = poolAt(server.url);
    const follower = heard<typeof DEPTH>();
    pool.follow(DEPTH, follower);
    await until(() => follower.calls.length === 1);
    await pool.close();
    await until(() => server.open().length === 0);
    pool.follow(TRADES, heard());
    pool.wake('Nothing.');
    await pause(100);
    expect(follower.calls).toEqual(['live']);
    expect(server.taken).toHaveLength(1);
    expect(pool.status.getState().state).toBe('off');
  });
});

describe('the status', () => {
  it('tells what came, not more often than four times a second', async () => {
    const server = await serverOf();
    const { pool } = poolAt(server.url);
    const follower = heard<typeof DEPTH>();
    pool.follow(DEPTH, follower);
    await until(() => follower.calls.length === 1);
    let writes = 0;
    pool.status.subscribe(() => (writes += 1));
    const began = performance.now();
    const text = JSON.stringify(WIRE.depth(1));
    for (let count = 0; count < 5_000; count += 1) server.send('btcusdt@spotDepth', WIRE.depth(1));
    await until(() => pool.status.getState().messages === 5_000);
    expect(pool.status.getState().bytes).toBe(5_000 * text.length);
    expect(writes).toBeLessThanOrEqual(2 + (performance.now() - began) / 250);
  });
});

describe('the address', () => {
  it.each([
    ['http://127.0.0.1', 'must begin with wss://'],
    ['ws://example.com', 'Plain ws is allowed to this machine only; use wss.'],
    ['ws://127.0.0.1.example.com', 'Plain ws is allowed'],
    ['wss://user@example.com', 'must not hold a user'],
    ['wss://example.com/?a=b', 'a query'],
    ['nonsense', 'not a URL'],
  ])('%s is refused', (streamUrl, message) => {
    expect(() => createMarketStreams({ streamUrl, incidents: createIncidents() })).toThrow(message);
  });
});
