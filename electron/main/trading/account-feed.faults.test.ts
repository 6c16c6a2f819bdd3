import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order } from '@shared/domain/order';
import { createIncidents } from '../exchange/streams/incidents';
import type { UserEvent } from '../exchange/streams/user-events';
import { FakeTime } from '../exchange/testing';
import { startAccountFeed } from './account-feed';
import { isFinal } from './merge-order';
import { createOpenOrders, orderKey } from './open-orders';
import { balance, fakeRest, fakeStream, listed, told } from './testing';

const SYMBOLS = ['ABC', 'XYZ'] as const;
const QUANTITY = 4;

/** What happens to one event on its way: how late each copy of it comes; without copies it is lost. */
type Way = readonly number[];

type Step =
  | { readonly do: 'wait' | 'cut' | 'slow' | 'fail'; readonly ms: number }
  | { readonly do: 'place'; readonly symbol: number; readonly fills: number; readonly answer: Answer }
  | { readonly do: 'fill' | 'cancel' | 'odd'; readonly pick: number; readonly mine: boolean }
  | { readonly do: 'wake' };

interface Story {
  readonly steps: readonly Step[];
  /** Of the events, in turn. */
  readonly ways: readonly Way[];
  /** How long REST takes at first. */
  readonly restMs: number;
}

/** Who placed an order and what came back. */
type Answer = 'elsewhere' | 'result' | 'ack' | 'lost';

const way: fc.Arbitrary<Way> = fc.oneof(
  { weight: 5, arbitrary: fc.constant([0]) },
  { weight: 2, arbitrary: fc.array(fc.nat(3_000), { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant([]) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.oneof(fc.nat(20), fc.nat(4_000)) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('place' as const),
      symbol: fc.nat(1),
      fills: fc.nat(QUANTITY),
      answer: fc.constantFrom<Answer>('elsewhere', 'result', 'ack', 'lost'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('fill' as const, 'cancel' as const, 'odd' as const),
      pick: fc.nat(50),
      mine: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const), ms: fc.nat(4_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('slow' as const), ms: fc.nat(1_500) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fail' as const), ms: fc.nat(2_000) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'wake' as const }) },
);

/**
 * The account at a server: orders, and balances of which each change makes the amount one more, so that going back shows. Its events
 * take the ways given, in turn; REST tells at every moment what is.
 */
function serverOn(time: FakeTime, ways: readonly Way[]) {
  const orders = new Map<string, Order>();
  const amounts = new Map<string, number>([
    ['USD', 1],
    ['ABC', 1],
    ['XYZ', 1],
  ]);
  const stream = fakeStream();
  let updateTime = time.wall();
  let eventTime = 0;
  let ids = 0;
  let sent = 0;
  /** Of the connection; events of an earlier one never arrive. */
  let connection = 0;
  let connected = false;

  function send(make: (eventTime: number) => UserEvent): void {
    eventTime = Math.max(time.wall(), eventTime + 1);
    const event = make(eventTime);
    const sentOn = connection;
    const copies = connected ? (ways[sent++ % ways.length] ?? [0]) : [];
    for (const ms of copies) {
      const arrive = () => connection === sentOn && connected && stream.tell(event);
      if (ms === 0) arrive();
      else time.after(ms, arrive);
    }
  }

  function change(order: Order): Order {
    orders.set(order.orderId, order);
    updateTime = time.wall();
    send((at) => told(order, at));
    const changed = ['USD', order.symbol];
    for (const asset of changed) amounts.set(asset, (amounts.get(asset) ?? 0) + 1);
    const balances = changed.map((asset) => balance(asset, String(amounts.get(asset))));
    send((at) => ({ kind: 'account', eventTime: at, updateTime, balances }));
    return order;
  }

  function filled(order: Order, quantity: number): Order {
    const executed = Number(order.executedQuantity) + quantity;
    return change({
      ...order,
      executedQuantity: String(executed),
      executedQuote: String(executed * 2),
      status: executed === QUANTITY ? 'FILLED' : 'PARTIALLY_FILLED',
      updateTime: time.wall(),
    });
  }

  const open = () => [...orders.values()].filter((order) => !isFinal(order));
  return {
    stream,
    open,
    filled,
    change,
    place(symbol: string, fills: number): Order {
      const order = change({
        symbol,
        orderId: String((ids += 1)),
        side: 'BUY',
        type: 'LIMIT',
        timeInForce: 'GTC',
        price: '2',
        quantity: String(QUANTITY),
        executedQuantity: '0',
        executedQuote: '0',
        status: 'NEW',
        time: time.wall(),
        updateTime: time.wall(),
      });
      return fills === 0 ? order : filled(order, fills);
    },
    account: () => ({
      updateTime,
      spotBalances: [...amounts].map(([asset, amount]) => balance(asset, String(amount))),
      contractBalances: [],
      optionBalances: [],
    }),
    openOrders: (symbol: string) =>
      open().flatMap((order) => (order.symbol === symbol ? [listed(order)] : [])),
    connect() {
      connected = true;
      connection += 1;
      stream.live();
    },
    cut() {
      if (!connected) return;
      connected = false;
      stream.lose();
    },
  };
}

/** Runs the steps, then waits, and gives what is seen in the end beside what is, and whatever went back on the way. */
async function run({ steps, ways, restMs }: Story, waitMs: number) {
  const time = new FakeTime();
  const server = serverOn(time, ways);
  const rest = fakeRest(time, server);
  rest.delayMs = restMs;
  const openOrders = createOpenOrders('a', time);
  const incidents = createIncidents(time);
  const fills = new Map<string, number>();
  const amounts = new Map<string, number>();
  let shown = new Set<string>();
  const left = new Set<string>();
  const wrong: string[] = [];
  let seen: readonly { asset: string; free: string }[] = [];

  const look = (): void => {
    const { orders } = openOrders.state();
    for (const order of orders) {
      const key = orderKey(order);
      if (left.has(key)) wrong.push(`${key} came back`);
      if (Number(order.executedQuantity) < (fills.get(key) ?? 0)) wrong.push(`${key} lost a fill`);
      fills.set(key, Number(order.executedQuantity));
    }
    const now = new Set(orders.map(orderKey));
    for (const key of shown) if (!now.has(key)) left.add(key);
    shown = now;
  };
  const feed = startAccountFeed({
    accountId: 'a',
    connection: { call: rest.call, serverNow: time.wall },
    openOrders,
    symbols: () => SYMBOLS,
    onBalances: ({ spot }) => {
      for (const { asset, free } of spot) {
        if (Number(free) < (amounts.get(asset) ?? 0)) wrong.push(`${asset} went back`);
        amounts.set(asset, Number(free));
      }
      seen = spot;
    },
    onOpenOrders: look,
    onOrderEvent: (order) => void (isFinal(order) && left.add(orderKey(order))),
    onRefused: () => false,
    onOutcome: () => undefined,
    openStream: (follower) => {
      const { close } = server.stream.open(follower);
      const wake = (): void => {
        server.cut();
        time.after(300, () => server.connect());
      };
      return { close, wake };
    },
    incidents,
    time,
  });
  const answer = (order: Order | undefined): void => {
    if (order) openOrders.apply(order);
    look();
    openOrders.touch(order?.symbol ?? SYMBOLS[0]);
    feed.refresh(order?.symbol ?? SYMBOLS[0]);
  };
  /** What this client asks for takes effect half way through the request. */
  const request = (act: () => Order | undefined): void => {
    const half = rest.delayMs / 2;
    time.after(half, () => {
      const order = act();
      time.after(half, () => answer(order));
    });
  };
  const acknowledged = (order: Order): Order => ({
    ...order,
    executedQuantity: '0',
    executedQuote: '0',
    status: 'NEW',
    updateTime: order.time,
  });

  function take(one: Step): void {
    switch (one.do) {
      case 'wait':
        return;
      case 'cut':
        server.cut();
        time.after(one.ms, () => server.connect());
        return;
      case 'slow':
        rest.delayMs = one.ms;
        return;
      case 'fail':
        rest.failing = true;
        time.after(one.ms, () => (rest.failing = false));
        return;
      case 'wake':
        feed.wake();
        return;
      case 'place': {
        const place = () => server.place(SYMBOLS[one.symbol] ?? SYMBOLS[0], one.fills);
        if (one.answer === 'elsewhere') place();
        else
          request(() => {
            const order = place();
            return one.answer === 'lost' ? undefined : one.answer === 'ack' ? acknowledged(order) : order;
          });
        return;
      }
      default: {
        const act = () => {
          const order = server.open()[one.pick % Math.max(1, server.open().length)];
          if (!order) return undefined;
          if (one.do === 'fill') return server.filled(order, 1);
          const touched = order.executedQuantity === '0' ? 'CANCELED' : 'CANCLEFILLED';
          const status = one.do === 'cancel' ? touched : one.mine ? 'PENDING_CANCEL' : 'HELD_FOR_REVIEW';
          return server.change({ ...order, status, updateTime: time.wall() });
        };
        if (one.do === 'cancel' && one.mine) request(act);
        else act();
      }
    }
  }

  server.connect();
  for (const one of steps) {
    take(one);
    await time.pass(one.do === 'wait' ? one.ms : 1);
  }
  rest.failing = false;
  rest.delayMs = 20;
  await time.pass(waitMs);
  await feed.stop();
  const { counts } = incidents.state.getState();
  return { server, orders: openOrders.state().orders, seen, wrong, counts };
}

const byId = (orders: readonly Order[]) => [...orders].sort((a, b) => Number(a.orderId) - Number(b.orderId));
const byAsset = <T extends { asset: string }>(balances: readonly T[]) =>
  [...balances].sort((a, b) => (a.asset < b.asset ? -1 : 1));

async function expectTruth(story: Story, waitMs: number) {
  const { server, orders, seen, wrong, counts } = await run(story, waitMs);
  expect(wrong).toEqual([]);
  expect(byId(orders)).toEqual(byId(server.open()));
  expect(byAsset(seen)).toEqual(byAsset(server.account().spotBalances));
  return counts;
}

/** Steps after which something may be missing that no event tells any more. */
const LOSES: ReadonlySet<Step['do']> = new Set(['cut', 'wake', 'fail', 'slow']);
const restMs = fc.oneof(fc.nat(50), fc.nat(1_500));

describe('the account under faults', () => {
  it('ends as the server is, whatever was lost, and no fill, final status or balance ever goes back', async () => {
    const story = fc.record({
      steps: fc.array(step, { minLength: 1, maxLength: 40 }),
      ways: fc.array(way, { minLength: 1, maxLength: 20 }),
      restMs,
    });
    await fc.assert(
      fc.asyncProperty(story, async (told) => void (await expectTruth(told, 45_000))),
      { numRuns: 150 },
    );
  });

  it('needs no safety round for events that come late, twice or in another order, and suspects no loss', async () => {
    const story = fc.record({
      steps: fc.array(
        step.filter((one) => !LOSES.has(one.do)),
        { minLength: 1, maxLength: 40 },
      ),
      ways: fc.array(fc.array(fc.nat(1_500), { minLength: 1, maxLength: 2 }), {
        minLength: 1,
        maxLength: 20,
      }),
      restMs,
    });
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        expect((await expectTruth(told, 8_000)).silent).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
});
