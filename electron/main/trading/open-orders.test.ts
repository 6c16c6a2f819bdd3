import { describe, expect, it } from 'vitest';
import type { Order } from '@shared/domain/order';
import { FakeTime } from '../exchange/testing';
import type { OrderEvent } from '../exchange/streams/user-events';
import { createOpenOrders, type OpenOrders } from './open-orders';
import { told } from './testing';

const order = (orderId: string, change: Partial<Order> = {}): Order => ({
  symbol: 'BTCUSDT',
  orderId,
  side: 'BUY',
  type: 'LIMIT',
  timeInForce: 'GTC',
  price: '1',
  quantity: '1',
  executedQuantity: '0',
  executedQuote: '0',
  status: 'NEW',
  time: Number(orderId),
  updateTime: Number(orderId),
  ...change,
});
const event = (orderId: string, eventTime: number, change: Partial<Order> = {}) =>
  told(order(orderId, { updateTime: eventTime, ...change }), eventTime) as OrderEvent;
const partly = (executedQuantity: string) => ({ status: 'PARTIALLY_FILLED', executedQuantity });
const ids = (open: OpenOrders) => open.state().orders.map(({ orderId }) => orderId);

/** Open orders of which BTCUSDT was asked for when the server's clock was at 100. */
function openWith(...orders: Order[]) {
  const time = new FakeTime();
  const open = createOpenOrders('a', time);
  const list = (listed: readonly Order[], mark = open.mark()) =>
    open.replace('BTCUSDT', listed, mark, time.wall());
  list(orders, open.mark(100));
  return { time, open, list };
}

describe('open orders', () => {
  it('are empty and unconfirmed until a symbol was asked', () => {
    expect(createOpenOrders('a').state()).toEqual({
      accountId: 'a',
      orders: [],
      symbols: [],
      state: 'loading',
      confirmedAt: 0,
    });
  });

  it('are as old as the symbol that was confirmed longest ago', () => {
    const open = createOpenOrders('a');
    open.replace('BTCUSDT', [order('1')], open.mark(), 50);
    open.replace('LTCBTC', [order('2', { symbol: 'LTCBTC' })], open.mark(), 40);
    expect(open.state()).toMatchObject({ symbols: ['BTCUSDT', 'LTCBTC'], confirmedAt: 40 });
    expect(ids(open), 'newest first').toEqual(['2', '1']);
  });

  it('an order that filled leaves, a partly filled one stays with its time of placing', () => {
    const { open } = openWith();
    open.apply(order('5'));
    open.apply(order('5', { ...partly('0.4'), time: 99, updateTime: 99 }));
    expect(open.state().orders).toMatchObject([{ executedQuantity: '0.4', time: 5 }]);
    open.apply(order('5', { status: 'FILLED' }));
    expect(ids(open)).toEqual([]);
  });

  it('one with an unknown status is kept and shown', () => {
    const { open } = openWith(order('1'));
    open.applyEvent(event('1', 200, { status: 'HELD_FOR_REVIEW' }));
    expect(open.state().orders).toMatchObject([{ orderId: '1', status: 'HELD_FOR_REVIEW' }]);
  });
});

describe('an answer that was asked for before', () => {
  it('a cancel does not bring the order back', () => {
    const { open, list } = openWith(order('1'));
    const mark = open.mark();
    open.apply(order('1', { status: 'CANCELED' }));
    expect(list([order('1')], mark)).toEqual({ differing: [], doubtful: false });
    expect(ids(open)).toEqual([]);
  });

  it('an order was placed does not hide it', () => {
    const { open, list } = openWith();
    const mark = open.mark();
    open.apply(order('7'));
    expect(list([], mark)).toEqual({ differing: [], doubtful: false });
    expect(ids(open)).toEqual(['7']);
  });

  it('an event leaves that order as the event told it and takes the others', () => {
    const { open, list } = openWith(order('1'), order('2'), order('3'));
    const mark = open.mark();
    open.applyEvent(event('1', 200, { status: 'PENDING_CANCEL' }));
    list([order('1'), order('3', { ...partly('0.5'), updateTime: 150 })], mark);
    expect(open.state().orders).toMatchObject([
      { orderId: '3', executedQuantity: '0.5' },
      { orderId: '1', status: 'PENDING_CANCEL' },
    ]);
  });

  it('a doubt is refused', () => {
    const { open, list } = openWith(order('1'));
    const mark = open.mark();
    open.touch('BTCUSDT');
    expect(list([], mark)).toBeUndefined();
    expect(ids(open)).toEqual(['1']);
  });
});

describe('order events', () => {
  it('an older one changes nothing, and a fill never goes down', () => {
    const { open } = openWith(order('1'));
    open.applyEvent(event('1', 300, partly('0.6')));
    expect(open.applyEvent(event('1', 200, { status: 'PENDING_CANCEL' }))).toEqual({ doubtful: false });
    expect(open.applyEvent(event('1', 400, partly('0.5'))), 'a newer one that takes a fill back').toEqual({
      doubtful: true,
    });
    expect(open.state().orders).toMatchObject([partly('0.6')]);
  });

  it('an older one that knows of more fills adds them', () => {
    const { open } = openWith(order('1'));
    open.applyEvent(event('1', 300, partly('0.2')));
    open.applyEvent(event('1', 250, partly('0.4')));
    expect(open.state().orders).toMatchObject([{ executedQuantity: '0.4' }]);
  });

  it.each(['FILLED', 'CANCELED', 'CANCLEFILLED', 'FAIL', 'REJECTED', 'EXPIRED'])(
    '%s is final: nothing brings the order back but REST, asked 2 s later',
    async (status) => {
      const { time, open, list } = openWith(order('1'));
      open.applyEvent(event('1', 300, { status }));
      expect(open.applyEvent(event('1', 300, partly('0.5')))).toMatchObject({ doubtful: true });
      expect(open.applyEvent(event('1', 200))).toEqual({ doubtful: false });
      open.apply(order('1', { updateTime: 400 }));
      expect(list([order('1')]), 'it may be answered from a copy that lags').toMatchObject({
        doubtful: true,
      });
      expect(ids(open)).toEqual([]);
      await time.pass(2_000);
      expect(list([order('1')])).toEqual({ differing: ['BTCUSDT order 1'], doubtful: false });
      expect(ids(open)).toEqual(['1']);
    },
  );

  it('a final one that comes late still counts, and is news', () => {
    const { open } = openWith(order('1'));
    open.applyEvent(event('1', 400, { status: 'PENDING_CANCEL' }));
    expect(open.applyEvent(event('1', 300, { status: 'CANCELED' })).news?.status).toBe('CANCELED');
    expect(ids(open)).toEqual([]);
  });

  it('one that REST listed no more is not brought back by an event or a late answer, and how it ended is news', () => {
    const { open, list } = openWith(order('1'));
    expect(list([])).toEqual({ differing: ['BTCUSDT order 1'], doubtful: false });
    expect(open.applyEvent(event('1', 300, partly('0.5')))).toEqual({ doubtful: true });
    open.apply(order('1', { updateTime: 400 }));
    expect(ids(open)).toEqual([]);
    expect(open.applyEvent(event('1', 500, { status: 'FILLED' })).news?.status).toBe('FILLED');
  });

  it('one of an unknown order that an answer may already account for is only a reason to ask', () => {
    const { open } = openWith();
    expect(open.applyEvent(event('9', 100))).toEqual({ doubtful: true });
    expect(ids(open)).toEqual([]);
    open.applyEvent(event('9', 101));
    expect(ids(open)).toEqual(['9']);
  });

  it('an answer accounts for all events that came before it was asked for, without a clock too', () => {
    const { open, list } = openWith();
    open.applyEvent(event('8', 300));
    list([order('8')]);
    open.applyEvent(event('9', 300));
    expect(ids(open)).toEqual(['8']);
  });

  it('one that REST has overtaken is not taken, and is a reason to ask', () => {
    const { open } = openWith(order('1', { status: 'PENDING_CANCEL', updateTime: 500 }));
    expect(open.applyEvent(event('1', 400))).toEqual({ doubtful: true });
    expect(open.state().orders).toMatchObject([{ status: 'PENDING_CANCEL' }]);
  });

  it('two of one millisecond count as they come, and are a reason to ask', () => {
    const { open } = openWith(order('1'));
    open.applyEvent(event('1', 300, { status: 'PENDING_CANCEL' }));
    expect(open.applyEvent(event('1', 300)).doubtful).toBe(true);
  });

  it('orders that ended long ago are forgotten, and events as old as they bring none back', () => {
    const { open } = openWith();
    for (let id = 1; id <= 1_100; id += 1)
      open.applyEvent(event(String(id), 1_000 + id, { status: 'FILLED' }));
    expect(open.applyEvent(event('1', 1_000))).toEqual({ doubtful: true });
    expect(ids(open)).toEqual([]);
  });
});
