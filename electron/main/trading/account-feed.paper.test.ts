import { createSecretKey } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { OpenOrdersState } from '@shared/contract/topics';
import type { Balances } from '@shared/domain/account';
import type { FeedState } from '@shared/domain/market';
import type { Order } from '@shared/domain/order';
import { startPaper } from '../../paper/testing';
import { createExchangeConnection } from '../exchange/connection';
import type { AnswerOf } from '../exchange/jex/endpoints';
import { Limiter } from '../exchange/limiter';
import { createIncidents } from '../exchange/streams/incidents';
import { openUserStream } from '../exchange/streams/user-stream';
import { startAccountFeed } from './account-feed';
import { createOpenOrders } from './open-orders';
import { orderOf } from './wire-orders';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const until = (holds: () => boolean | Promise<boolean>) =>
  vi.waitUntil(holds, { timeout: 15_000, interval: 20 });

const SYMBOL = 'LTCUSDT';

/** An account followed at a paper exchange in which nothing moves by itself, beside another client of the same account. */
async function follow() {
  const paper = await startPaper({ marketMaker: false });
  ends.push(() => paper.stop());
  const connect = () => {
    const connection = createExchangeConnection({
      restUrl: paper.rest,
      credentials: { keyId: paper.key, secret: createSecretKey(paper.secret, 'utf8') },
      limiter: new Limiter(),
    });
    ends.push(() => connection.close());
    return connection;
  };
  const [connection, other] = [connect(), connect()];
  const incidents = createIncidents();
  const openOrders = createOpenOrders('a');
  const seen = {
    balances: null as Balances | null,
    orders: undefined as OpenOrdersState | undefined,
    states: [] as FeedState[],
    events: [] as Order[],
    listenKeys: [] as string[],
  };
  const call: typeof connection.call = async (endpoint, params, options) => {
    const outcome = await connection.call(endpoint, params, options);
    if (endpoint === 'openUserStream' && outcome.kind === 'answer')
      seen.listenKeys.push((outcome.value as AnswerOf<'openUserStream'>).listenKey);
    return outcome;
  };
  const feed = startAccountFeed({
    accountId: 'a',
    connection,
    openOrders,
    symbols: () => [SYMBOL],
    onBalances: (balances) => void (seen.balances = balances),
    onOpenOrders: (orders) => void (seen.orders = orders),
    onRefused: () => false,
    onOutcome: () => undefined,
    onOrderEvent: (order) => void seen.events.push(order),
    onFeed: ({ state }) => void (state !== seen.states.at(-1) && seen.states.push(state)),
    openStream: (follower) =>
      openUserStream({
        follower,
        streamUrl: paper.stream,
        connection: { call },
        incidents,
        onRefused: () => false,
      }),
    incidents,
  });
  ends.push(() => feed.stop());

  const answerOf = async <T>(outcome: Promise<{ kind: string; value?: T }>): Promise<T> => {
    const { kind, value } = await outcome;
    if (value === undefined) throw new Error(`no answer: ${kind}`);
    return value;
  };
  const market = paper.exchange.markets.get(SYMBOL)!;
  return {
    paper,
    feed,
    seen,
    counts: () => incidents.state.getState().counts,
    live: () => until(() => seen.states.at(-1) === 'live'),
    /** The other client buys one tick below the best ask, so that nobody bids more. */
    place: async (symbol = SYMBOL): Promise<string> => {
      const there = paper.exchange.markets.get(symbol)!;
      const price = there.instrument.priceText(there.best('SELL')!.ticks - 1);
      const placed = answerOf(
        other.call('placeOrder', { symbol, side: 'BUY', type: 'LIMIT', quantity: '4', price }),
      );
      return (await placed).orderId;
    },
    cancel: (orderId: string) => other.call('cancelOrder', { symbol: SYMBOL, orderId }),
    /** Somebody else sells to everybody who came before the order, then so many of its four parts to it. */
    trade: (orderId: string, parts: number): void => {
      const order = paper.exchange.account.order(BigInt(orderId))!;
      const before = market.best('BUY')!.lots - (order.originalLots - order.executedLots);
      const lots = before + (order.originalLots / 4) * parts;
      market.submit(
        { side: 'SELL', ticks: order.ticks, lots, owner: undefined },
        paper.exchange.now(),
        'expires',
      );
    },
    /** Whether what is seen is what the exchange answers now. */
    isTrue: async (): Promise<boolean> => {
      const account = await answerOf(other.call('account', {}));
      const orders = await answerOf(other.call('openOrders', { symbol: SYMBOL }));
      const amounts = (list: readonly { asset: string; free: string; locked: string }[] = []) =>
        list.map(({ asset, free, locked }) => `${asset} ${Number(free)} ${Number(locked)}`).sort();
      const mine = (seen.orders?.orders ?? []).filter(({ symbol }) => symbol === SYMBOL);
      const told = (list: readonly Order[]) =>
        list.map((o) => `${o.orderId} ${o.status} ${Number(o.executedQuantity)} ${o.updateTime}`).sort();
      return (
        String(amounts(seen.balances?.spot)) === String(amounts(account.spotBalances)) &&
        String(told(mine)) === String(told(orders.map(orderOf)))
      );
    },
  };
}

const statuses = (events: readonly Order[], orderId: string) =>
  events.filter((order) => order.orderId === orderId).map(({ status }) => status);

describe('the account stream of the paper exchange', () => {
  it('tells of orders of another client, their fills by others and their end, with the balances', async () => {
    const { seen, live, place, trade, cancel, isTrue } = await follow();
    await live();
    const orderId = await place();
    await until(() => seen.orders?.orders[0]?.orderId === orderId);
    trade(orderId, 1);
    await until(() => seen.orders?.orders[0]?.status === 'PARTIALLY_FILLED');
    await until(isTrue);
    await cancel(orderId);
    await until(() => seen.orders?.orders.length === 0);
    expect(statuses(seen.events, orderId)).toEqual(['NEW', 'PARTIALLY_FILLED', 'CANCLEFILLED']);

    const filled = await place();
    trade(filled, 4);
    await until(() => statuses(seen.events, filled).at(-1) === 'FILLED');
    await until(isTrue);
    expect(seen.orders?.orders).toEqual([]);
    expect(seen.states.filter((state) => state === 'interrupted')).toEqual([]);
  });

  it('tells of an order on a symbol that was never asked for', async () => {
    const { seen, live, place } = await follow();
    await live();
    await place('ETHUSDT');
    await until(() => seen.events.some(({ symbol }) => symbol === 'ETHUSDT'));
    expect(seen.orders?.orders.map(({ symbol }) => symbol)).toEqual(['ETHUSDT']);
    await until(() => seen.orders?.symbols.includes('ETHUSDT') === true);
  });

  it.each([
    ['an expired listen key', { kind: 'expire' }],
    ['a cut', { kind: 'cut' }],
    ['the end after 24 hours', { kind: 'end' }],
  ] as const)('after %s, what was missed is there before it is live again', async (_name, action) => {
    const { paper, seen, live, place, trade, isTrue } = await follow();
    await live();
    const orderId = await place();
    await until(() => seen.orders?.orders.length === 1);
    paper.faults([{ stream: 'account', action }]);
    await until(() => seen.states.at(-1) === 'interrupted');
    trade(orderId, 4);
    const missed = await place();
    await live();
    expect(seen.orders?.orders.map((order) => order.orderId)).toEqual([missed]);
    expect(await isTrue()).toBe(true);
    trade(missed, 4);
    await until(() => statuses(seen.events, missed).at(-1) === 'FILLED');
  });

  it('a stream that tells nothing any more is found out, and made anew', async () => {
    const { paper, feed, seen, counts, live, place, isTrue } = await follow();
    await live();
    paper.faults([{ stream: 'account', action: { kind: 'drop' } }]);
    const orderId = await place();
    feed.refresh(SYMBOL);
    await until(() => seen.orders?.orders[0]?.orderId === orderId);
    await until(() => counts().silent > 0);
    paper.faults([]);
    await until(() => counts().resynchronised > 0);
    await live();
    await until(isTrue);
  });

  it('where there is no stream the account is polled, and says so until there is one', async () => {
    const { paper, feed, seen, live, place, isTrue } = await follow();
    await live();
    paper.faults([{ stream: 'account', action: { kind: 'refuse' } }]);
    feed.wake();
    await until(() => seen.states.at(-1) === 'polling');
    await place();
    await until(isTrue);
    expect(seen.orders?.state).toBe('polling');
    paper.faults([]);
    await live();
  });

  it('late, repeated and swapped events end as the exchange says, without a suspicion', async () => {
    const { paper, seen, counts, live, place, trade, cancel, isTrue } = await follow();
    await live();
    paper.faults([
      { stream: 'account', probability: 0.3, action: { kind: 'duplicate' } },
      { stream: 'account', probability: 0.5, action: { kind: 'reorder' } },
    ]);
    for (let round = 0; round < 10; round += 1) {
      const orderId = await place();
      trade(orderId, 1 + (round % 4));
      if (round % 2 === 0) await cancel(orderId);
    }
    paper.faults([]);
    // One more event, because a swapped one waits for the next.
    await place();
    await until(isTrue);
    expect(counts()).toMatchObject({ silent: 0 });
    expect(counts().duplicate + counts()['out-of-order']).toBeGreaterThan(0);
    expect(seen.states.at(-1)).toBe('live');
  });

  it('stopping gives the listen key back', async () => {
    const { paper, feed, seen, live } = await follow();
    await live();
    const key = seen.listenKeys.at(-1) ?? '';
    expect(paper.exchange.listenKeys.isValid(key, paper.exchange.now())).toBe(true);
    await feed.stop();
    expect(paper.exchange.listenKeys.isValid(key, paper.exchange.now())).toBe(false);
  });
});
