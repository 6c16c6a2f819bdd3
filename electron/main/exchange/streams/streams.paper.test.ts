import { createSecretKey } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../../../paper/testing';
import { createExchangeConnection, type ExchangeConnection } from '../connection';
import { Limiter } from '../limiter';
import { createIncidents } from './incidents';
import { createMarketStreams, type ExchangeStreams } from './market-streams';
import { STREAM_INTERVALS, type EventOf, type StreamRequest } from './streams';
import { heard, until, type Heard } from './testing';
import type { UserEvent } from './user-events';
import { openUserStream } from './user-stream';

let paper: TestPaper;
let connection: ExchangeConnection;
const endings: (() => Promise<void>)[] = [];
beforeAll(async () => {
  paper = await startPaper();
  connection = createExchangeConnection({
    restUrl: paper.rest,
    credentials: { keyId: paper.key, secret: createSecretKey(Buffer.from(paper.secret)) },
    limiter: new Limiter(),
  });
});
afterEach(async () => {
  paper.faults([]);
  await Promise.all(endings.splice(0).map((end) => end()));
});
afterAll(async () => {
  await connection.close();
  await paper.stop();
});

function market(): { pool: ExchangeStreams; counts: () => Record<string, number> } {
  const incidents = createIncidents();
  const pool = createMarketStreams({ streamUrl: paper.stream, incidents });
  endings.push(() => pool.close());
  return { pool, counts: () => incidents.state.getState().counts };
}

function account() {
  const incidents = createIncidents();
  const calls: ('live' | 'interrupted' | UserEvent)[] = [];
  const keys: string[] = [];
  const stream = openUserStream({
    connection: {
      call: async (endpoint, params, callOptions) => {
        const outcome = await connection.call(endpoint, params, callOptions);
        if (outcome.kind === 'answer' && 'listenKey' in outcome.value)
          keys.push(String(outcome.value.listenKey));
        return outcome;
      },
    },
    streamUrl: paper.stream,
    follower: {
      onLive: () => void calls.push('live'),
      onEvent: (event) => void calls.push(event),
      onInterrupted: () => void calls.push('interrupted'),
    },
    incidents,
    onRefused: () => false,
  });
  endings.push(() => stream.close());
  return {
    stream,
    calls,
    keys,
    counts: () => incidents.state.getState().counts,
    told: () => JSON.stringify([incidents.state.getState(), stream.status.getState()]),
  };
}

const symbol = 'BTCUSDT';
const EVERY: readonly StreamRequest[] = [
  { kind: 'trades', symbol },
  ...STREAM_INTERVALS.map((interval) => ({ kind: 'kline', symbol, interval }) as const),
  { kind: 'miniTicker', symbol },
  { kind: 'allMiniTickers' },
  { kind: 'ticker', symbol },
  { kind: 'allTickers' },
  ...([5, 10, 20] as const).map((levels) => ({ kind: 'partialDepth', symbol, levels }) as const),
  { kind: 'depth', symbol },
];

/** Buys or sells a little at a price that is met at once, and answers the order's id. */
async function trade(): Promise<string> {
  const depth = await connection.call('depth', { symbol, limit: 5 });
  if (depth.kind !== 'answer') throw new Error(depth.kind);
  const outcome = await connection.call('placeOrder', {
    symbol,
    side: 'BUY',
    type: 'LIMIT',
    quantity: '0.001',
    price: depth.value.asks[4]![0],
  });
  if (outcome.kind !== 'answer') throw new Error(outcome.kind);
  return outcome.value.orderId;
}

describe('against the paper exchange', () => {
  it('every public stream brings events, and not one of them is malformed or unknown', async () => {
    const { pool, counts } = market();
    const followers = EVERY.map((request) => {
      const follower = heard<StreamRequest>();
      pool.follow(request, follower);
      return follower;
    });
    await until(() => followers.every(({ calls }) => calls.includes('live')));
    await trade();
    await until(() => followers.every((follower) => follower.events().length > 0));
    expect(pool.status.getState()).toMatchObject({ state: 'live', live: 2, wanted: 2 });
    expect([counts()['malformed'], counts()['unknown']]).toEqual([0, 0]);
  });

  it('differences of the book follow each other without a gap while streams come and go on the connection', async () => {
    const { pool } = market();
    const depth = heard<{ kind: 'depth'; symbol: string }>();
    pool.follow({ kind: 'depth', symbol }, depth);
    await until(() => depth.calls.includes('live'));
    for (const other of ['ETHUSDT', 'SOLUSDT', 'XRPUSDT']) {
      const follower = heard<StreamRequest>();
      const followed = pool.follow({ kind: 'miniTicker', symbol: other }, follower);
      await until(() => follower.events().length > 0);
      await trade();
      followed.stop();
    }
    await until(() => depth.events().length > 4);
    const versions = depth.events().map(({ version }) => version);
    expect(versions).toEqual(versions.map((_, index) => (versions[0] ?? 0) + index));
    expect(depth.calls.filter((call) => typeof call === 'string')).toEqual(['live']);
  });

  it('a stream that the exchange does not know spoils no other', async () => {
    const { pool } = market();
    const [good, bad] = [heard<StreamRequest>(), heard<StreamRequest>()];
    pool.follow({ kind: 'partialDepth', symbol, levels: 5 }, good);
    pool.follow({ kind: 'trades', symbol: 'NOSUCHSYMBOL' }, bad);
    await until(() => good.events().length > 0);
    expect([bad.calls, bad.reasons]).toEqual([
      ['interrupted'],
      ['The stream server refused the connection (HTTP 400).'],
    ]);
  });

  it.each<[string, Parameters<TestPaper['faults']>[0][number], string]>([
    ['is cut', { stream: '*', count: 1, action: { kind: 'cut', on: 'message' } }, 'disconnected'],
    [
      'closed',
      { stream: '*', count: 1, action: { kind: 'cut', how: 'close', on: 'message' } },
      'disconnected',
    ],
    [
      'ended as after 24 hours',
      { stream: '*', count: 1, action: { kind: 'end', on: 'message' } },
      'disconnected',
    ],
    ['brings half a frame', { stream: '*', count: 1, action: { kind: 'corrupt', how: 'json' } }, 'malformed'],
    ['brings a frame of 16 MB', { stream: '*', count: 1, action: { kind: 'oversize' } }, 'oversized'],
  ])('a connection that %s is survived and counted', async (_name, fault, kind) => {
    const { pool, counts } = market();
    const follower: Heard<StreamRequest> = heard();
    pool.follow({ kind: 'partialDepth', symbol, levels: 5 }, follower);
    await until(() => follower.events().length > 0);
    paper.faults([fault]);
    await until(() => counts()[kind] === 1);
    const before: readonly EventOf<StreamRequest>[] = follower.events();
    await until(() => follower.events().length > before.length);
    expect(follower.calls.filter((call) => call === 'live')).toHaveLength(2);
  });

  it("the account's stream tells of an order and its balances as REST does", async () => {
    const { calls, counts } = account();
    await until(() => calls.includes('live'));
    const orderId = await trade();
    const isOurs = (call: unknown): boolean =>
      typeof call === 'object' && call !== null && 'orderId' in call && call.orderId === orderId;
    await until(
      () => calls.some(isOurs) && calls.some((call) => typeof call !== 'string' && call.kind === 'account'),
    );
    const order = await connection.call('queryOrder', { symbol, orderId });
    if (order.kind !== 'answer') throw new Error(order.kind);
    expect(calls.findLast(isOurs)).toMatchObject({
      side: 'BUY',
      status: order.value.status,
      executedQuantity: order.value.executedQty,
      executedQuote: order.value.cummulativeQuoteQty,
    });
    expect([counts()['malformed'], counts()['unknown']]).toEqual([0, 0]);
  });

  it("the account's stream takes a new key when the exchange lets the old one expire, and gives it back", async () => {
    const { stream, calls, keys, counts, told } = account();
    await until(() => calls.includes('live'));
    paper.faults([{ stream: 'account', count: 1, action: { kind: 'expire' } }]);
    await until(() => calls.filter((call) => call === 'live').length === 2);
    expect([calls, counts()['listen-key']]).toEqual([['live', 'interrupted', 'live'], 1]);
    await trade();
    await until(() => calls.length > 4);
    await stream.close();
    const next = await connection.call('openUserStream', {});
    expect(keys).toHaveLength(2);
    // The exchange gives a valid key again, and this one was given back.
    expect(next.kind === 'answer' ? next.value.listenKey : '').not.toBe(keys[1]);
    expect(told()).not.toMatch(new RegExp(keys.join('|')));
  });
});
