import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPaper } from '../testing';
import { send, type Sending, sendSigned, sign } from '../testing-requests';
import {
  answer,
  base,
  changed,
  closeExchange,
  keyed,
  openExchange,
  order,
  paper,
  place,
  refusal,
  signed,
  time,
} from './testing-client';

beforeAll(openExchange);
afterAll(closeExchange);

describe('signed endpoints answer', () => {
  it('a new order with ACK, the id a number with all its digits', async () => {
    const { status, text, headers } = await signed('POST', '/spot/order', order);
    expect(status).toBe(200);
    expect(text).toMatch(
      new RegExp(`^{"symbol":"BTCUSDT","orderId":46130197260318802\\d\\d,"transactTime":${time.now}}$`),
    );
    expect(headers['x-mbx-order-count-1s']).toBe('1');
    expect(Number(headers['x-mbx-order-count-1d'])).toBeGreaterThan(0);
  });

  it('a new order with RESULT as it rests', async () => {
    expect(await answer(signed('POST', '/spot/order', changed({ newOrderRespType: 'RESULT' })))).toEqual({
      symbol: 'BTCUSDT',
      orderId: expect.any(Number),
      transactTime: time.now,
      price: '60000.00000000',
      origQty: '0.001',
      executedQty: '0',
      cummulativeQuoteQty: '0.00000000',
      status: 'NEW',
      timeInForce: 'GTC',
      type: 'LIMIT',
      side: 'BUY',
    });
  });

  it('a new order with RESULT as it is filled, at the prices of the book', async () => {
    const best = paper.exchange.markets.get('ETHUSDT')!.book.best('SELL')!.ticks;
    const price = (best / 100).toFixed(2);
    const sending: Sending = [
      ['symbol', 'ETHUSDT'],
      ['side', 'BUY'],
      ['type', 'LIMIT'],
      ['quantity', '0.01'],
      ['price', '3500'],
      ['newOrderRespType', 'RESULT'],
    ];
    expect(await answer(signed('POST', '/spot/order', sending))).toMatchObject({
      price: '3500.00000000',
      executedQty: '0.01',
      cummulativeQuoteQty: (Number(price) / 100).toFixed(8),
      status: 'FILLED',
    });
  });

  it('a test order with nothing, and places nothing', async () => {
    const before = [...paper.exchange.account.orders()].length;
    expect(await answer(signed('POST', '/spot/order/test', order))).toEqual({});
    expect([...paper.exchange.account.orders()]).toHaveLength(before);
  });

  it('an order by its id, the id a text', async () => {
    const orderId = await place();
    const placed = time.now;
    expect(
      await answer(
        signed('GET', '/spot/order', [
          ['symbol', 'BTCUSDT'],
          ['orderId', orderId],
        ]),
      ),
    ).toEqual({
      symbol: 'BTCUSDT',
      orderId,
      price: '60000.00000000',
      origQty: '0.00100000',
      executedQty: '0.00000000',
      cummulativeQuoteQty: '0.00000000',
      status: 'NEW',
      timeInForce: 'GTC',
      type: 'LIMIT',
      side: 'BUY',
      time: placed,
      updateTime: placed,
      working: true,
    });
  });

  it('a cancel with the cancelled order, which is in history then and no longer open', async () => {
    const orderId = await place();
    const { text } = await signed('DELETE', '/spot/order', [
      ['symbol', 'BTCUSDT'],
      ['orderId', orderId],
    ]);
    expect(text).toContain(`"orderId":${orderId},`);
    expect(JSON.parse(text)).toMatchObject({ status: 'CANCELED', executedQty: '0' });
    const ids = async (path: string) =>
      ((await answer(signed('GET', path, [['symbol', 'BTCUSDT']]))) as { orderId: string }[]).map(
        (each) => each.orderId,
      );
    expect(await ids('/spot/openOrders')).not.toContain(orderId);
    expect(await ids('/spot/historyOrders')).toContain(orderId);
  });

  it('open orders: all, after an id, inside a time, and the newest within a limit', async () => {
    const ids: string[] = [];
    const times: number[] = [];
    for (let count = 0; count < 4; count++) {
      ids.push(await place({ symbol: 'DASHUSDT', price: '20', quantity: '1' }));
      times.push(time.now);
    }
    const open = async (...sending: Sending) =>
      (
        (await answer(signed('GET', '/spot/openOrders', [['symbol', 'DASHUSDT'], ...sending]))) as {
          orderId: string;
        }[]
      ).map((each) => each.orderId);
    expect(await open()).toEqual(ids);
    expect(await open(['orderId', ids[1]!])).toEqual(ids.slice(2));
    expect(await open(['orderId', ids[0]!], ['limit', 2])).toEqual(ids.slice(1, 3));
    expect(await open(['limit', 2])).toEqual(ids.slice(2));
    expect(await open(['startTime', times[1]!], ['endTime', times[2]!])).toEqual(ids.slice(1, 3));
  });

  it('the account with its three groups of balances', async () => {
    const body = (await answer(signed('GET', '/account'))) as Record<string, { asset: string }[]>;
    expect(body['updateTime']).toEqual(expect.any(Number));
    for (const group of ['contractBalances', 'optionBalances', 'spotBalances']) {
      expect(body[group]?.length).toBeGreaterThan(0);
      for (const balance of body[group] ?? []) {
        expect(Object.keys(balance)).toEqual([
          'asset',
          'canDeposit',
          'canTrade',
          'canWithdraw',
          'free',
          'locked',
        ]);
      }
    }
    expect(body['spotBalances']!.find(({ asset }) => asset === 'JEX')).toMatchObject({
      free: '500000',
      locked: '0',
    });
  });

  it('balances after a fill and a cancel by exactly the right amounts', async () => {
    const own = await startPaper({ marketMaker: false });
    try {
      const market = own.exchange.markets.get('LTCUSDT')!;
      const best = market.book.best('SELL')!;
      await sendSigned(own, 'POST', `${base}/spot/order`, [
        ['symbol', 'LTCUSDT'],
        ['side', 'BUY'],
        ['type', 'LIMIT'],
        ['quantity', '0.5'],
        ['price', market.instrument.priceText(best.ticks, 0)],
      ]);
      const { ledger } = own.exchange.account;
      const paid = BigInt(best.ticks) * 500n; // in 10^-5 USDT
      expect(ledger.balance('USDT').free).toBe(100_000n * 10n ** 20n - paid * 10n ** 15n);
      expect(ledger.balance('LTC').free).toBe(1004995n * 10n ** 16n);
      expect(ledger.balance('USDT').locked).toBe(0n);
    } finally {
      await own.stop();
    }
  });

  it('a listen key that can be extended and closed, and lasts sixty minutes', async () => {
    const { listenKey } = (await answer(keyed('POST', '/userDataStream'))) as { listenKey: string };
    expect(listenKey).toMatch(/^[0-9a-f]{64}$/);
    time.now += 59 * 60_000;
    expect(await answer(keyed('PUT', `/userDataStream?listenKey=${listenKey}`))).toEqual({});
    time.now += 59 * 60_000;
    expect(await answer(keyed('DELETE', `/userDataStream?listenKey=${listenKey}`))).toEqual({});
    const second = (await answer(keyed('POST', '/userDataStream'))) as { listenKey: string };
    time.now += 60 * 60_000;
    expect(await refusal(keyed('PUT', `/userDataStream?listenKey=${second.listenKey}`))).toEqual([
      400,
      -1125,
      'This listenKey does not exist.',
    ]);
  });

  it('parameters in the body, where the query string wins for a name in both', async () => {
    time.now += 1000;
    const query = 'symbol=BTCUSDT&side=BUY&type=LIMIT';
    const form = `type=MARKET&quantity=0.001&price=60000&timestamp=${time.now}`;
    const received = send(paper.rest, 'POST', `${base}/spot/order/test?${query}`, {
      headers: { 'X-JEX-APIKEY': paper.key, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `${form}&signature=${sign(paper.secret, query + form)}`,
    });
    expect(await answer(received)).toEqual({});
  });
});
