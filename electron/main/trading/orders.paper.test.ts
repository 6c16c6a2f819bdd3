import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Balances } from '@shared/domain/account';
import { add, multiply, normalize, subtract } from '@shared/domain/decimal';
import type { OrderIntent } from '@shared/domain/order';
import { startPaper, type TestPaper } from '../../paper/testing';
import { temporaryFolder } from '../storage/testing';
import { openTestTrading } from './testing-trading';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const until = (holds: () => boolean) => vi.waitUntil(holds, { timeout: 15_000, interval: 20 });

/** A trading account against a paper exchange in which nothing moves by itself. */
async function trade(secret?: string) {
  const paper = await startPaper({ marketMaker: false });
  ends.push(() => paper.stop());
  const opened = await openTestTrading(
    paper,
    temporaryFolder(onTestFinished),
    secret === undefined ? {} : { secret },
  );
  ends.push(() => opened.end());
  const { connection, trading, seen } = opened;
  const best = await connection.call('bookTicker', { symbol: 'BTCUSDT' });
  if (best.kind !== 'answer' || !best.value[0]) throw new Error('no book');
  const { bidPrice, askPrice } = best.value[0];
  return { ...opened, paper, connection, orders: trading.orders, seen, bidPrice, askPrice };
}

const free = (balances: Balances | null, asset: string) => {
  const found = balances?.spot.find((balance) => balance.asset === asset);
  return found ? { free: found.free, locked: found.locked } : undefined;
};

async function historyCount(paper: TestPaper, connection: Awaited<ReturnType<typeof trade>>['connection']) {
  paper.faults([]);
  const [open, history] = await Promise.all([
    connection.call('openOrders', { symbol: 'BTCUSDT' }),
    connection.call('historyOrders', { symbol: 'BTCUSDT' }),
  ]);
  if (open.kind !== 'answer' || history.kind !== 'answer') throw new Error('no orders');
  return new Set([...open.value, ...history.value].map(({ orderId }) => orderId)).size;
}

describe('orders against the paper exchange', () => {
  it('a resting buy locks price × quantity exactly, and its cancel gives it back', async () => {
    const { orders, seen } = await trade();
    await until(() => seen.balances !== null);
    const before = free(seen.balances, 'USDT');
    const intent: OrderIntent = { symbol: 'BTCUSDT', side: 'BUY', price: '20000.01', quantity: '0.1234' };
    const placed = await orders.place(randomUUID(), intent);
    expect(placed).toMatchObject({
      ok: true,
      value: { status: 'NEW', price: expect.stringMatching(/^20000\.01/) as string },
    });
    if (!placed.ok) return;
    const cost = multiply(intent.price, intent.quantity);
    await until(() => free(seen.balances, 'USDT')?.free !== before?.free);
    expect(subtract(before?.free ?? '0', free(seen.balances, 'USDT')?.free ?? '0')).toBe(cost);
    expect(seen.openOrders?.orders.map(({ orderId }) => orderId)).toEqual([placed.value.orderId]);
    expect(Number.isSafeInteger(Number(placed.value.orderId)), 'the id needs its digits').toBe(false);

    const cancelled = await orders.cancel('BTCUSDT', placed.value.orderId);
    expect(cancelled).toMatchObject({ ok: true, value: { status: 'CANCELED' } });
    expect(seen.openOrders?.orders).toEqual([]);
    await until(() => free(seen.balances, 'USDT')?.free === before?.free);
  });

  it('a buy at the ask fills, and the balances change by exactly price, quantity and fee', async () => {
    const { orders, seen, askPrice } = await trade();
    await until(() => seen.balances !== null);
    const [usdt, btc] = [free(seen.balances, 'USDT'), free(seen.balances, 'BTC')];
    const placed = await orders.place(randomUUID(), {
      symbol: 'BTCUSDT',
      side: 'BUY',
      price: askPrice,
      quantity: '0.001',
    });
    expect(placed).toMatchObject({ ok: true, value: { status: 'FILLED' } });
    if (!placed.ok) return;
    await until(() => free(seen.balances, 'BTC')?.free !== btc?.free);
    expect(subtract(usdt?.free ?? '0', free(seen.balances, 'USDT')?.free ?? '0')).toBe(
      subtract(placed.value.executedQuote, '0'),
    );
    // docs/paper-exchange.md: a taker pays 0.1 % of what it receives.
    expect(normalize(free(seen.balances, 'BTC')?.free ?? '')).toBe(add(btc?.free ?? '0', '0.000999'));
    expect(seen.openOrders?.orders).toEqual([]);
  });

  it('the same intent twice is one order and one answer', async () => {
    const { orders, connection, paper } = await trade();
    const id = randomUUID();
    const intent: OrderIntent = { symbol: 'BTCUSDT', side: 'BUY', price: '100', quantity: '0.2' };
    const answers = await Promise.all([
      orders.place(id, intent),
      orders.place(id, intent),
      orders.place(id, intent),
    ]);
    expect(
      new Set(answers.map((answer) => (answer.ok ? answer.value.orderId : answer.error.code))).size,
    ).toBe(1);
    expect(await historyCount(paper, connection)).toBe(1);
  });

  it.each([
    ['too many decimals', { price: '20000.001' }, 'order.precision'],
    ['an unknown symbol', { symbol: 'NOSUCH' }, 'order.unknown-symbol'],
    ['more than the balance', { quantity: '900' }, 'order.balance'],
  ])('%s is refused by name before anything is sent', async (_name, change, code) => {
    const { orders, seen, connection, paper } = await trade();
    await until(() => seen.balances !== null);
    const intent: OrderIntent = {
      symbol: 'BTCUSDT',
      side: 'BUY',
      price: '20000',
      quantity: '0.1',
      ...change,
    };
    expect(await orders.place(randomUUID(), intent)).toMatchObject({ ok: false, error: { code } });
    expect(await orders.test(intent)).toMatchObject({ ok: false, error: { code } });
    expect(await historyCount(paper, connection)).toBe(0);
  });

  it('a test order is checked by the exchange and never reaches matching', async () => {
    const { orders, connection, paper } = await trade();
    expect(await orders.test({ symbol: 'BTCUSDT', side: 'BUY', price: '20000', quantity: '0.1' })).toEqual({
      ok: true,
      value: null,
    });
    expect(await historyCount(paper, connection)).toBe(0);
  });

  it('an order whose answer was lost is unknown, is never sent again, and shows up among the open orders', async () => {
    const { orders, paper, seen, connection } = await trade();
    await until(() => seen.balances !== null);
    paper.faults([{ method: 'POST', path: '/api/v1/spot/order', action: { kind: 'drop' }, count: 5 }]);
    const answer = await orders.place(randomUUID(), {
      symbol: 'BTCUSDT',
      side: 'BUY',
      price: '20000',
      quantity: '0.1',
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'order.unknown' } });
    await until(() => seen.openOrders?.orders.length === 1);
    expect(await historyCount(paper, connection)).toBe(1);
  });

  it('after -1021 the order goes once more, with the clock measured again', async () => {
    const { orders, paper, connection } = await trade();
    const body = JSON.stringify({
      code: -1021,
      msg: 'Timestamp for this request is outside of the recvWindow.',
    });
    paper.faults([
      {
        method: 'POST',
        path: '/api/v1/spot/order',
        action: { kind: 'answer', status: 400, body, when: 'before' },
        count: 1,
      },
    ]);
    const answer = await orders.place(randomUUID(), {
      symbol: 'BTCUSDT',
      side: 'BUY',
      price: '20000',
      quantity: '0.1',
    });
    expect(answer).toMatchObject({ ok: true, value: { status: 'NEW' } });
    expect(await historyCount(paper, connection)).toBe(1);
  });

  it('cancelling an order that is gone says so and looks again', async () => {
    const { orders } = await trade();
    expect(await orders.cancel('BTCUSDT', '4613019726031880200')).toMatchObject({
      ok: false,
      error: { code: 'refused.unknown-order' },
    });
  });

  it('a wrong secret ends the signed polling at the first refusal', async () => {
    const { seen } = await trade('not-the-secret');
    await until(() => seen.refusals.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    expect(seen.refusals.length).toBeLessThanOrEqual(2);
    expect(seen.refusals[0]?.meaning).toBe('signature');
    expect(seen.balances).toBeNull();
  });
});
