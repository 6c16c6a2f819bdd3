import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { OrderIntent } from '@shared/domain/order';
import { startPaper } from '../../paper/testing';
import { temporaryFolder } from '../storage/testing';
import { openTestTrading } from './testing-trading';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const INTENT: OrderIntent = { symbol: 'BTCUSDT', side: 'BUY', price: '20000', quantity: '0.1' };
const DELETE = { method: 'DELETE', path: '/api/v1/spot/order' } as const;
const until = (holds: () => boolean, timeout = 10_000) => vi.waitUntil(holds, { timeout, interval: 10 });

async function started(options: Parameters<typeof openTestTrading>[2] = {}) {
  const paper = await startPaper({ marketMaker: false });
  ends.push(() => paper.stop());
  const desk = await openTestTrading(paper, temporaryFolder(onTestFinished), { recvWindow: 300, ...options });
  ends.push(() => desk.end());
  await until(() => desk.seen.balances !== null);
  const place = async (intent: OrderIntent = INTENT) => {
    const placed = await desk.trading.orders.place(randomUUID(), intent);
    if (!placed.ok) throw new Error(placed.error.code);
    return placed.value;
  };
  const lines = (entryId: number) => desk.repository.events(entryId).map(({ kind }) => kind);
  return { paper, place, lines, ...desk };
}

describe('a cancel', () => {
  it.each([true, false])(
    'whose answer was lost was done, when the exchange says so (stream: %s)',
    async (stream) => {
      const { paper, place, lines, trading, repository } = await started({ stream });
      const { orderId, entryId } = await place();
      paper.faults([{ ...DELETE, action: { kind: 'drop', when: 'after' }, count: 1 }]);
      expect(await trading.orders.cancel('BTCUSDT', orderId)).toMatchObject({
        ok: true,
        value: { status: 'CANCELED' },
      });
      expect(repository.find(entryId)).toMatchObject({ phase: 'cancelled', cancel: 'none' });
      expect(lines(entryId)).toEqual(expect.arrayContaining(['cancel-asked', 'cancelled']));
    },
  );

  it('that never arrived is in doubt until it can take effect no more, and then the order still rests', async () => {
    const { paper, place, lines, trading, repository } = await started();
    const { orderId, entryId } = await place();
    paper.faults([{ ...DELETE, action: { kind: 'drop', when: 'before' }, count: 1 }]);
    expect(await trading.orders.cancel('BTCUSDT', orderId)).toMatchObject({
      ok: false,
      error: { code: 'order.unknown', details: { phase: 'open' } },
    });
    expect(repository.find(entryId)).toMatchObject({ phase: 'open', cancel: 'unknown' });
    await until(() => trading.unsettled().length === 0);
    expect(repository.find(entryId)).toMatchObject({ phase: 'open', cancel: 'none' });
    expect(lines(entryId).slice(-2)).toEqual(['cancel-no-answer', 'cancel-not-done']);
  });

  it('that comes after the fill is refused, and says that the order was filled', async () => {
    const { paper, place, trading, repository } = await started({ stream: false });
    const { orderId, entryId } = await place({ ...INTENT, price: '66000', quantity: '0.001' });
    const market = paper.exchange.markets.get('BTCUSDT');
    const resting = paper.exchange.account.order(BigInt(orderId));
    if (!market || !resting) throw new Error('the order does not rest');
    market.submit(
      { side: 'SELL', ticks: resting.ticks, lots: 10_000_000, owner: undefined },
      paper.exchange.now(),
      'expires',
    );
    expect(await trading.orders.cancel('BTCUSDT', orderId)).toMatchObject({
      ok: false,
      error: { code: 'refused.unknown-order', details: { phase: 'filled' } },
    });
    expect(repository.find(entryId)).toMatchObject({ phase: 'filled', cancel: 'none' });
  });

  it('asked for twice at once is one', async () => {
    const { place, lines, trading } = await started();
    const { orderId, entryId } = await place();
    const [a, b] = await Promise.all([
      trading.orders.cancel('BTCUSDT', orderId),
      trading.orders.cancel('BTCUSDT', orderId),
    ]);
    expect(a).toEqual(b);
    expect(lines(entryId).filter((kind) => kind === 'cancel-asked')).toHaveLength(1);
  });

  it('of all orders goes on through failures and tells each', async () => {
    const { paper, place, trading } = await started();
    for (const price of ['20000', '20001', '20002']) await place({ ...INTENT, price });
    await place({ ...INTENT, symbol: 'ETHUSDT', price: '1000' });
    const body = JSON.stringify({ code: -2011, msg: 'Unknown order sent.' });
    paper.faults([{ ...DELETE, action: { kind: 'answer', status: 400, body, when: 'before' }, count: 1 }]);
    const ofSymbol = await trading.orders.cancelAll('BTCUSDT');
    expect(ofSymbol).toMatchObject({
      cancelled: 2,
      failed: [{ symbol: 'BTCUSDT', error: { code: 'refused.unknown-order' } }],
    });
    expect(await trading.orders.cancelAll()).toEqual({ cancelled: 2, failed: [] });
    await until(() => trading.open().length === 0);
    expect([...paper.exchange.account.openOrders()]).toEqual([]);
  });
});
