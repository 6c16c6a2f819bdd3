import { describe, expect, it } from 'vitest';
import type { Balances } from '@shared/domain/account';
import type { Feed } from '@shared/domain/market';
import type { Order } from '@shared/domain/order';
import { createIncidents } from '../exchange/streams/incidents';
import { FakeTime } from '../exchange/testing';
import type { TimeSource } from '../exchange/time-source';
import { startAccountFeed } from './account-feed';
import { createOpenOrders } from './open-orders';
import { balance, fakeRest, fakeStream, listed, NO_BALANCES, told } from './testing';

const ORDER: Order = {
  symbol: 'A',
  orderId: '4613019726031880200',
  side: 'BUY',
  type: 'LIMIT',
  timeInForce: 'GTC',
  price: '2',
  quantity: '1',
  executedQuantity: '0',
  executedQuote: '0',
  status: 'NEW',
  time: 100,
  updateTime: 100,
};

/** Moves on between two looks at it, as a real clock does. */
function creeping(time: FakeTime): TimeSource {
  let looks = 0;
  const monotonic = () => time.monotonic() + (looks += 1) * 1e-6;
  return { wall: time.wall, after: time.after, monotonic };
}

function feedOn(symbols: readonly string[], { streamed = true, unlisted = '', endsAll = false } = {}) {
  const time = new FakeTime();
  const server = { account: NO_BALANCES, orders: [] as Order[] };
  const rest = fakeRest(time, {
    account: () => server.account,
    openOrders: (symbol) =>
      symbol === unlisted
        ? undefined
        : server.orders.filter((order) => order.symbol === symbol).map((order) => listed(order)),
  });
  const stream = fakeStream();
  const incidents = createIncidents(time);
  const openOrders = createOpenOrders('a', time);
  const seen = { feed: [] as Feed[], orderEvents: [] as Order[], balances: null as Balances | null };
  const feed = startAccountFeed({
    accountId: 'a',
    connection: { call: rest.call },
    openOrders,
    symbols: () => symbols,
    onBalances: (balances) => void (seen.balances = balances),
    onOpenOrders: () => undefined,
    onRefused: () => endsAll,
    onOutcome: () => undefined,
    onOrderEvent: (order) => void seen.orderEvents.push(order),
    onFeed: (state) => void seen.feed.push(state),
    ...(streamed && { openStream: stream.open }),
    incidents,
    time: creeping(time),
  });
  const states = () =>
    seen.feed.map(({ state }) => state).filter((state, index, all) => state !== all[index - 1]);
  /** The stream is live and everything was asked for. */
  const goLive = async () => {
    await time.pass(10);
    stream.live();
    await time.pass(2_000);
    rest.asked.length = 0;
  };
  return {
    time,
    server,
    rest,
    stream,
    feed,
    openOrders,
    seen,
    states,
    goLive,
    counts: () => incidents.state.getState().counts,
  };
}

describe('the account by REST', () => {
  it('asks for every symbol at once, then for the one on the screen and one other in turn', async () => {
    const { time, feed, rest } = feedOn(['A', 'B', 'C', 'D'], { streamed: false });
    await time.pass(0);
    expect(rest.asked.sort()).toEqual(['A', 'B', 'C', 'D', 'account']);
    rest.asked.length = 0;
    await time.pass(12_000);
    await feed.stop();
    expect(new Set(rest.asked)).toEqual(new Set(['A', 'B', 'C', 'D', 'account']));
    expect(rest.asked.filter((name) => name === 'A').length).toBe(4);
    expect(rest.asked.length).toBeLessThanOrEqual(4 * 3);
  });

  it('looks at once at what an order changed, and at nothing else', async () => {
    const { time, feed, rest } = feedOn(['A', 'B'], { streamed: false });
    await time.pass(1_000);
    rest.asked.length = 0;
    feed.refresh('B');
    await time.pass(1);
    await feed.stop();
    expect(rest.asked.sort()).toEqual(['B', 'account']);
  });

  it('stays within its share of the weight, and misses nothing, while ten orders a second are placed', async () => {
    const { time, feed, rest } = feedOn(['A', 'B', 'C'], { streamed: false });
    for (let order = 0; order < 600; order += 1) {
      feed.refresh('A');
      await time.pass(100);
    }
    expect(rest.spent()).toBeLessThan(514 + 220 + 20);
    rest.asked.length = 0;
    feed.refresh('C');
    await time.pass(700);
    await feed.stop();
    expect(rest.asked).toContain('C');
  });

  it('asks for nothing after it was stopped', async () => {
    const { time, feed, rest } = feedOn(['A'], { streamed: false });
    await time.pass(0);
    await feed.stop();
    rest.asked.length = 0;
    feed.refresh('A');
    feed.wake();
    await time.pass(20_000);
    expect(rest.asked).toEqual([]);
  });

  it('is interrupted while nothing answers, and polling again when something does', async () => {
    const { time, rest, states } = feedOn(['A'], { streamed: false });
    await time.pass(4_000);
    rest.failing = true;
    await time.pass(4_000);
    rest.failing = false;
    await time.pass(4_000);
    expect(states()).toEqual(['loading', 'polling', 'interrupted', 'polling']);
  });

  it('is not held back by a symbol that is selected once and never traded', async () => {
    const symbols = ['A', 'B'];
    const { time, openOrders } = feedOn(symbols, { streamed: false });
    await time.pass(1_000);
    symbols.splice(0, 2, 'B');
    await time.pass(30_000);
    expect(openOrders.state().symbols).toEqual(['B']);
    expect(time.wall() - openOrders.state().confirmedAt).toBeLessThan(5_000);
  });
});

describe('the account by its stream', () => {
  it('is live only when balances and every symbol were asked for after the stream was', async () => {
    const { time, rest, stream, states, seen } = feedOn(['A', 'B', 'C']);
    await time.pass(10);
    expect(states()).toEqual(['loading', 'polling']);
    rest.asked.length = 0;
    rest.delayMs = 500;
    stream.live();
    await time.pass(490);
    expect(states()).toEqual(['loading', 'polling']);
    expect(rest.asked.sort()).toEqual(['A', 'B', 'C', 'account']);
    const before = time.wall() - 490;
    await time.pass(20);
    expect(seen.feed.at(-1)).toEqual({ state: 'live', confirmedAt: before });
    expect(seen.balances?.state).toBe('live');
  });

  it('is not live while a question of the resync goes unanswered, and asks it again', async () => {
    const { time, rest, stream, states } = feedOn(['A']);
    await time.pass(10);
    rest.failing = true;
    stream.live();
    await time.pass(2_900);
    expect(states()).not.toContain('live');
    rest.failing = false;
    await time.pass(3_200);
    expect(states().at(-1)).toBe('live');
  });

  it('a symbol that the exchange does not list any more does not keep it from being live', async () => {
    const { goLive, states } = feedOn(['A', 'GONE'], { unlisted: 'GONE' });
    await goLive();
    expect(states().at(-1)).toBe('live');
  });

  it('is confirmed by a safety round each 30 s, within its weight however many symbols there are', async () => {
    const few = feedOn(['A', 'B', 'C']);
    await few.goLive();
    await few.time.pass(60_000);
    expect(few.rest.asked.sort()).toEqual(['A', 'B', 'C', 'account'].flatMap((name) => [name, name]).sort());
    expect(few.time.wall() - (few.seen.feed.at(-1)?.confirmedAt ?? 0)).toBeLessThan(31_000);

    const many = feedOn(Array.from({ length: 60 }, (_, index) => `S${index}`));
    await many.goLive();
    await many.time.pass(60_000);
    many.rest.asked.length = 0;
    await many.time.pass(60_000);
    expect(many.states().at(-1)).toBe('live');
    expect(many.rest.spent()).toBeLessThanOrEqual(202);
    expect(many.rest.asked.filter((name) => name === 'S0').length).toBe(2);
  });

  it('is interrupted at once, polled after 2 s without the stream, and live again after another resync', async () => {
    const { time, rest, stream, states, goLive } = feedOn(['A', 'B']);
    await goLive();
    stream.lose();
    expect(states().at(-1)).toBe('interrupted');
    await time.pass(1_900);
    expect(rest.asked).toEqual([]);
    stream.lose();
    await time.pass(200);
    expect(states().at(-1)).toBe('polling');
    rest.asked.length = 0;
    await time.pass(60_000);
    expect(rest.spent()).toBeGreaterThan(200);
    expect(rest.spent()).toBeLessThanOrEqual(220 + 11);
    rest.asked.length = 0;
    stream.live();
    await time.pass(10);
    expect(states().at(-1)).toBe('live');
    expect(rest.asked.sort()).toEqual(['A', 'B', 'account']);
  });

  it('asks for everything after a break that was too short to poll', async () => {
    const { time, rest, stream, states, goLive } = feedOn(['A', 'B']);
    await goLive();
    stream.lose();
    await time.pass(300);
    stream.live();
    await time.pass(10);
    expect(rest.asked.sort()).toEqual(['A', 'B', 'account']);
    expect(states().slice(-3)).toEqual(['live', 'interrupted', 'live']);
  });

  it('asks for everything when the stream says that something on it could not be read', async () => {
    const { time, rest, stream, states, goLive } = feedOn(['A', 'B']);
    await goLive();
    stream.live();
    await time.pass(10);
    expect(rest.asked.sort()).toEqual(['A', 'B', 'account']);
    expect(states().slice(-3)).toEqual(['live', 'interrupted', 'live']);
  });

  it('a stream that comes and goes all the time costs no more than its allowance', async () => {
    const { time, rest, stream } = feedOn(Array.from({ length: 20 }, (_, index) => `S${index}`));
    for (let breaks = 0; breaks < 120; breaks += 1) {
      stream.live();
      await time.pass(250);
      stream.lose();
      await time.pass(250);
    }
    expect(rest.spent()).toBeLessThanOrEqual(300 + 300 + 11);
  });

  it('while live, orders in a row ask for few rounds, because events tell the same', async () => {
    const { time, feed, rest, goLive } = feedOn(['A']);
    await goLive();
    feed.refresh('A');
    await time.pass(400);
    expect(rest.asked).toEqual([]);
    await time.pass(200);
    expect(rest.asked.sort()).toEqual(['A', 'account']);
    rest.asked.length = 0;
    for (let order = 0; order < 600; order += 1) {
      feed.refresh('A');
      await time.pass(100);
    }
    expect(rest.spent()).toBeLessThanOrEqual(180 + 12);
  });

  it('asks once more when an answer calls itself older than an event that came before it', async () => {
    const { time, rest, stream, goLive } = feedOn([]);
    await goLive();
    const balances = [balance('USDT', '7')];
    stream.tell({ kind: 'account', eventTime: 10, updateTime: NO_BALANCES.updateTime + 9, balances });
    await time.pass(27_900);
    rest.asked.length = 0;
    stream.tell({ kind: 'account', eventTime: 20, updateTime: NO_BALANCES.updateTime + 19, balances });
    await time.pass(200);
    expect(rest.asked).toEqual(['account']);
    await time.pass(3_000);
    expect(rest.asked).toEqual(['account', 'account']);
  });

  it('while live, a symbol that was never asked for is asked for at once', async () => {
    const { time, feed, rest, goLive } = feedOn(['A']);
    await goLive();
    feed.refresh('NEW');
    await time.pass(1);
    expect(rest.asked).toContain('NEW');
  });

  it('an order placed elsewhere appears at once, and REST settles what the event does not tell', async () => {
    const { time, server, rest, stream, openOrders, seen, goLive } = feedOn(['A']);
    await goLive();
    const elsewhere = { ...ORDER, symbol: 'ELSE', type: 'LIMIT_MAKER', timeInForce: 'IOC', updateTime: 200 };
    server.orders = [elsewhere];
    stream.tell(told(elsewhere, 201));
    expect(openOrders.state().orders).toEqual([
      { ...elsewhere, type: 'LIMIT', timeInForce: 'GTC', time: 200 },
    ]);
    expect(seen.orderEvents.map(({ symbol }) => symbol)).toEqual(['ELSE']);
    await time.pass(3_000);
    expect(openOrders.state().orders).toEqual([elsewhere]);
    expect(rest.asked).toContain('ELSE');
  });

  it('counts what comes twice and what comes late', async () => {
    const { stream, openOrders, counts, goLive } = feedOn(['A']);
    await goLive();
    const later = { ...ORDER, status: 'PARTIALLY_FILLED', executedQuantity: '0.5', updateTime: 300 };
    stream.tell(told(later, 300));
    stream.tell(told(later, 300));
    stream.tell(told(ORDER, 100));
    expect(counts()).toMatchObject({ duplicate: 1, 'out-of-order': 1 });
    expect(openOrders.state().orders).toMatchObject([
      { status: 'PARTIALLY_FILLED', executedQuantity: '0.5' },
    ]);
  });
});

describe('a stream that loses something', () => {
  it('is noticed by a safety round, told, and woken; then everything is asked for again', async () => {
    const { time, server, rest, stream, openOrders, counts, states, goLive } = feedOn(['A']);
    await goLive();
    server.orders = [ORDER];
    await time.pass(28_500);
    expect(openOrders.state().orders).toEqual([ORDER]);
    expect(stream.wakes).toEqual([]);
    rest.asked.length = 0;
    await time.pass(2_100);
    expect(stream.wakes.length).toBe(1);
    expect(counts()).toMatchObject({ silent: 1, resynchronised: 1 });
    expect(rest.asked.sort()).toEqual(['A', 'account']);
    expect(states().slice(-3)).toEqual(['live', 'interrupted', 'live']);
  });

  it('is noticed for balances too', async () => {
    const { time, server, stream, seen, goLive } = feedOn([]);
    await goLive();
    server.account = { ...NO_BALANCES, updateTime: 5, spotBalances: [balance('USDT', '7')] };
    await time.pass(33_000);
    expect(seen.balances?.spot).toEqual([balance('USDT', '7')]);
    expect(stream.wakes.length).toBe(1);
  });

  it('is not suspected when the event comes within 2 s', async () => {
    const { time, server, stream, counts, goLive } = feedOn(['A']);
    await goLive();
    server.orders = [ORDER];
    await time.pass(28_500);
    stream.tell(told(ORDER, 100));
    await time.pass(10_000);
    expect(stream.wakes).toEqual([]);
    expect(counts()).toMatchObject({ silent: 0 });
  });

  it('is not suspected when it told within the very millisecond of an answer, which only another answer settles', async () => {
    const { time, server, stream, seen, counts, goLive } = feedOn([]);
    server.account = { ...NO_BALANCES, updateTime: 5, spotBalances: [balance('USDT', '7')] };
    await goLive();
    server.account = { ...server.account, spotBalances: [balance('USDT', '6')] };
    stream.tell({ kind: 'account', eventTime: 6, updateTime: 5, balances: [balance('USDT', '6')] });
    expect(seen.balances?.spot).toEqual([balance('USDT', '7')]);
    await time.pass(10_000);
    expect(seen.balances?.spot).toEqual([balance('USDT', '6')]);
    expect(stream.wakes).toEqual([]);
    expect(counts()).toMatchObject({ silent: 0 });
  });
});

describe('waking and stopping', () => {
  it('nothing is live after a wake-up before it was asked for again', async () => {
    const { time, feed, rest, stream, states, goLive } = feedOn(['A', 'B']);
    await goLive();
    rest.delayMs = 100;
    feed.wake();
    expect(stream.wakes.length).toBe(1);
    expect(states().at(-1)).toBe('interrupted');
    await time.pass(50);
    expect(rest.asked.sort()).toEqual(['A', 'B', 'account']);
    await time.pass(100);
    expect(states().at(-1)).toBe('live');
  });

  it('stopping closes the stream once, and takes no answer or event any more', async () => {
    const { time, feed, rest, stream, seen, openOrders, goLive } = feedOn(['A']);
    await goLive();
    rest.delayMs = 1_000;
    feed.refresh('NEW');
    await time.pass(1);
    await Promise.all([feed.stop(), feed.stop()]);
    stream.tell(told(ORDER, 500));
    const before = seen.feed.length;
    await time.pass(5_000);
    expect(stream.closed).toBe(1);
    expect(seen.feed.length).toBe(before);
    expect(openOrders.state()).toMatchObject({ orders: [], symbols: ['A'] });
  });

  it('stopping waits at most 3 s for the stream to close', async () => {
    const { time, feed, stream, goLive } = feedOn(['A']);
    await goLive();
    stream.onClose = () => new Promise(() => undefined);
    let stopped = false;
    void feed.stop().then(() => (stopped = true));
    await time.pass(2_900);
    expect(stopped).toBe(false);
    await time.pass(200);
    expect(stopped).toBe(true);
  });

  it('a refusal that ends everything signed closes the stream and asks no more', async () => {
    const { time, rest, stream, states } = feedOn(['GONE'], { unlisted: 'GONE', endsAll: true });
    await time.pass(10);
    expect(stream.closed).toBe(1);
    rest.asked.length = 0;
    await time.pass(60_000);
    expect(rest.asked).toEqual([]);
    expect(states().at(-1)).toBe('interrupted');
  });
});
