import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Tape } from '@shared/domain/market';
import { createIncidents, type Incidents } from '../../exchange/streams/incidents';
import type { TradeEvent } from '../../exchange/streams/streams';
import { FakeTime } from '../../exchange/testing';
import { FakeConnection } from '../book/testing';
import { testStreams, type TestStreams } from '../testing-streams';
import { followTape, type TapeFeed } from './tape-feed';

const SYMBOL = 'BTCUSDT';

let time: FakeTime;
let streams: TestStreams<{ kind: 'trades'; symbol: string }>;
let connection: FakeConnection;
let incidents: Incidents;
let feed: TapeFeed;
let shown: Tape[];
/** All trades of the exchange, oldest first. */
let all: TradeEvent[];
/** Whether the stream loses trades among others, which nothing shows until REST is asked. */
let loses: boolean;

const tape = (): Tape => shown.at(-1)!;
const times = (): number[] => tape().trades.map((trade) => trade.time);
const ids = (): string[] => tape().trades.map(({ id }) => id);
const counts = () => incidents.state.getState().counts;
const asked = (endpoint: string) => connection.calls.filter((call) => call.endpoint === endpoint);

/** Trades happen now. Answers the event that tells them. */
function happen(count = 1): TradeEvent[] {
  const events = Array.from({ length: count }, (_, at): TradeEvent => ({
    eventTime: time.wall(),
    symbol: SYMBOL,
    tradeId: String(7_000 + all.length + at),
    price: '100.50',
    quantity: `${1 + ((all.length + at) % 5)}.0`,
    time: time.wall() - count + at,
    buyerIsMaker: true,
  }));
  all.push(...events);
  return events;
}
/** Lets questions be asked before time moves. */
async function pass(ms: number): Promise<void> {
  await time.pass(0);
  await time.pass(ms);
}
const tell = (events: readonly TradeEvent[]): void => streams.tell(events, time.wall());

function follow(hasKey = true): void {
  feed = followTape({
    symbol: SYMBOL,
    streams: streams.streams,
    connection,
    hasKey,
    incidents,
    onTape: (value) => shown.push(value),
    time,
  });
}

async function followLive(hasKey = true): Promise<void> {
  follow(hasKey);
  streams.live();
  await pass(100);
  expect(tape().state).toBe('live');
}

beforeEach(() => {
  time = new FakeTime();
  streams = testStreams();
  connection = new FakeConnection(time);
  incidents = createIncidents(time);
  shown = [];
  all = [];
  loses = false;
  happen(200);
  connection.answers.historicalTrades = ({ limit }) =>
    all.slice(-(limit as number)).map(({ tradeId, price, quantity, time: at, buyerIsMaker }) => {
      return { id: tradeId, price, qty: quantity, time: at, buyerMaker: buyerIsMaker };
    });
  connection.answers.trades = ({ limit }) =>
    all
      .slice(-(limit as number))
      .map(({ price, quantity, time: at }) => ({ price, qty: quantity, time: at }));
});

afterEach(() => {
  feed.stop();
  if (loses) return;
  const newestFirst = all.toReversed().map((event) => `${event.time} ${event.quantity}`);
  const isPart = shown.map(({ trades }) => {
    const rows = trades.map((trade) => `${trade.time} ${trade.quantity}`);
    return newestFirst.join().includes(rows.join());
  });
  expect(isPart, 'a tape with a hole or a double').not.toContain(false);
});

describe('a followed tape', () => {
  it('is loading at first and then holds the last 100 trades, newest first, with ids and sides when there is a key', async () => {
    follow();
    expect(shown[0]).toMatchObject({ symbol: SYMBOL, state: 'loading', trades: [], confirmedAt: 0 });
    streams.live();
    await pass(100);
    expect(tape().state).toBe('live');
    expect(ids()).toEqual(
      all
        .slice(-100)
        .reverse()
        .map(({ tradeId }) => tradeId),
    );
    expect(tape().trades[0]).toMatchObject({ price: '100.50', buyerIsMaker: true });
    expect(asked('trades')).toEqual([]);
  });

  it('holds what the exchange tells to everybody when there is no key', async () => {
    await followLive(false);
    expect(times()).toEqual(
      all
        .slice(-60)
        .reverse()
        .map((event) => event.time),
    );
    expect(tape().trades[0]).toMatchObject({ id: '', buyerIsMaker: null });
    expect(asked('historicalTrades')).toEqual([]);
  });

  it('shows trades although the key is refused', async () => {
    connection.refuses.add('historicalTrades');
    await followLive();
    expect(tape().trades).toHaveLength(60);
  });

  it.each([true, false])('joins stream and REST without hole or double (key: %s)', async (hasKey) => {
    connection.latency = 400;
    follow(hasKey);
    streams.live();
    await pass(1_000);
    expect(tape().state).toBe('live');
    streams.interrupt();
    happen(3);
    await pass(500);
    streams.live();
    await pass(100);
    tell(happen(2));
    await pass(200);
    tell(happen(2));
    await pass(1_000);
    expect(tape().state).toBe('live');
    const newest = all.toReversed().slice(0, tape().trades.length);
    expect(times()).toEqual(newest.map((event) => event.time));
    expect(tape().trades.length).toBeGreaterThanOrEqual(hasKey ? 100 : 60);
    expect(counts()).toMatchObject({ resynchronised: 1, duplicate: 0 });
  });

  it('is as fresh as the event says', async () => {
    await followLive();
    await pass(1_000);
    const event = happen();
    await pass(700);
    tell(event);
    expect(tape().confirmedAt).toBe(time.wall() - 700);
    expect(ids()[0]).toBe(event[0]?.tradeId);
  });

  it('counts trades that come twice or late', async () => {
    loses = true;
    await followLive();
    const [first, second] = [happen(2), happen(2)];
    tell(second);
    tell(first);
    tell(second);
    expect(counts()).toMatchObject({ 'out-of-order': 1, duplicate: 1 });
    expect(ids().slice(0, 4)).toEqual(['7203', '7202', '7201', '7200']);
  });

  it('asks a quiet stream after 3 s and is as fresh as the question when nothing is missing', async () => {
    await followLive();
    await pass(60_000);
    expect(tape().state).toBe('live');
    expect(time.wall() - tape().confirmedAt).toBeLessThan(3_200);
    expect(asked('trades').length).toBeLessThanOrEqual(21);
    expect(counts().silent).toBe(0);
  });

  it('finds a silent stream, has it made again, and shows what was missed', async () => {
    await followLive();
    const { confirmedAt } = tape();
    happen(2);
    await pass(5_300);
    expect(counts().silent).toBe(1);
    expect(streams.reconnects).toHaveLength(1);
    expect(tape().state).not.toBe('live');
    expect(time.wall() - confirmedAt).toBeGreaterThan(5_000);
    streams.live();
    await pass(4_000);
    tell(happen());
    await pass(200);
    expect(tape().state).toBe('live');
    expect(ids().slice(0, 3)).toEqual(['7202', '7201', '7200']);
  });

  it('finds trades that were lost between others', async () => {
    loses = true;
    await followLive();
    happen(2);
    for (let n = 0; n < 25; n += 1) {
      tell(happen());
      await pass(1_000);
    }
    expect(counts().silent).toBe(1);
  });

  it('polls each 2 s, for 30 of weight a minute, when streams cannot be had', async () => {
    follow();
    streams.interrupt();
    await pass(2_100);
    const before = connection.calls.length;
    for (let second = 0; second < 60; second += 1) {
      happen();
      await pass(1_000);
    }
    expect(tape().state).toBe('polling');
    expect(time.wall() - tape().confirmedAt).toBeLessThan(2_100);
    const weight = (endpoint: string): number => (endpoint === 'historicalTrades' ? 5 : 1);
    const calls = connection.calls.slice(before);
    expect(calls.reduce((sum, { endpoint }) => sum + weight(endpoint), 0)).toBeLessThanOrEqual(31);
    const newest = all.toReversed().map((event) => event.time);
    expect(newest.slice(0, 110).join()).toContain(times().join());
    expect(times()).toHaveLength(100);
  });

  it('reads the trades again on a wake-up before it is live', async () => {
    await followLive();
    happen(3);
    feed.wake();
    expect(tape().state).toBe('interrupted');
    await pass(100);
    expect(tape().state).toBe('live');
    expect(ids()[0]).toBe('7202');
  });

  it.each(['a wake-up', 'a new connection'])(
    'has no hole after %s, whatever the stream tells before REST',
    async (what) => {
      await followLive(false);
      happen(80);
      if (what === 'a wake-up') feed.wake();
      else {
        // Asked before the new connection, and answered after it told a trade.
        connection.latency = 400;
        streams.interrupt();
        streams.live();
        await pass(300);
        happen(80);
        streams.interrupt();
        streams.live();
      }
      tell(happen());
      await pass(1_500);
      expect(tape().state).toBe('live');
      expect(times()).toEqual(
        all
          .toReversed()
          .slice(0, times().length)
          .map((event) => event.time),
      );
    },
  );

  it('says nothing after it was stopped', async () => {
    await followLive();
    feed.stop();
    const { length } = shown;
    const calls = connection.calls.length;
    await pass(60_000);
    expect(shown).toHaveLength(length);
    expect(connection.calls).toHaveLength(calls);
    expect(streams.followed()).toBeUndefined();
  });
});
