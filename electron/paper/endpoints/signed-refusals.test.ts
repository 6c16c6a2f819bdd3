import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../http/table';
import { encode, send, type Sending, sign } from '../testing-requests';
import {
  answer,
  changed,
  closeExchange,
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

const signedRows = endpoints.filter(({ security }) => security === 'TRADE' || security === 'USER_DATA');

describe('signed endpoints refuse', () => {
  /** Values that pass the form checks of any signed row. */
  const sample: Record<string, string> = {
    symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', quantity: '0.001', price: '60000', orderId: '1',
  }; // prettier-ignore
  const mandatory = (row: (typeof signedRows)[number]): Sending =>
    row.parameters
      .filter(({ name, optional }) => !optional && name !== 'timestamp')
      .map(({ name }) => [name, sample[name]!]);
  const attempt = (
    row: (typeof signedRows)[number],
    query: string,
    signature = sign(paper.secret, query),
  ) => {
    time.now += 1000;
    return refusal(
      send(paper.rest, row.method, `${row.path}?${query}&signature=${signature}`, {
        headers: { 'X-JEX-APIKEY': paper.key },
      }),
    );
  };

  describe.each(signedRows)('$method $path', (row) => {
    it('a timestamp that is missing, malformed, old or ahead', async () => {
      const rest = encode(mandatory(row));
      const join = (more: string) => [rest, more].filter(Boolean).join('&');
      expect((await attempt(row, join('recvWindow=5000')))[1]).toBe(-1102);
      expect((await attempt(row, join('timestamp=')))[1]).toBe(-1105);
      expect((await attempt(row, join('timestamp=1e12')))[1]).toBe(-1100);
      // `attempt` moves the clock on by 1000.
      expect((await attempt(row, join(`timestamp=${time.now + 1000 - 5001}`)))[1]).toBe(-1021);
      expect((await attempt(row, join(`recvWindow=100&timestamp=${time.now + 1000 - 101}`)))[1]).toBe(-1021);
      expect((await attempt(row, join(`timestamp=${time.now + 1000 + 1000}`)))[1]).toBe(-1021);
      expect((await attempt(row, join(`recvWindow=60001&timestamp=${time.now + 1000}`)))[1]).toBe(-1130);
    });

    it('a signature that is missing, wrong, of other parameters, or not last', async () => {
      const query = encode([...mandatory(row), ['timestamp', time.now + 1000]]);
      expect((await attempt(row, query, ''))[1]).toBe(-1022);
      expect((await attempt(row, query, sign('other', query)))[1]).toBe(-1022);
      expect((await attempt(row, query, sign(paper.secret, `${query}&`)))[1]).toBe(-1022);
      time.now += 1000;
      const headers = { 'X-JEX-APIKEY': paper.key };
      expect((await refusal(send(paper.rest, row.method, `${row.path}?${query}`, { headers })))[1]).toBe(
        -1102,
      );
      const first = `signature=${sign(paper.secret, query)}&${query}`;
      expect((await refusal(send(paper.rest, row.method, `${row.path}?${first}`, { headers })))[1]).toBe(
        -1022,
      );
    });

    it('parameters in another order than the table, twice, unknown, of other endpoints, or empty', async () => {
      const good: Sending = [...mandatory(row), ['timestamp', time.now + 1000]];
      const swapped = encode([['timestamp', time.now + 1000], ['recvWindow', 5000], ...good.slice(0, -1)]);
      expect((await attempt(row, swapped))[1]).toBe(-1022);
      expect((await attempt(row, `${encode(good)}&timestamp=1`))[1]).toBe(-1101);
      const fresh = () => encode([...mandatory(row), ['timestamp', time.now + 1000]]);
      expect((await attempt(row, `${fresh()}&foo=1`))[1]).toBe(-1103);
      expect((await attempt(row, `${fresh()}&listenKey=1`))[1]).toBe(-1106);
      expect((await attempt(row, `recvWindow=&${fresh()}`))[1]).toBe(-1105);
    });

    it('each mandatory parameter missing or empty', async () => {
      for (const [name] of mandatory(row)) {
        const without = mandatory(row).filter(([other]) => other !== name);
        expect((await attempt(row, encode([...without, ['timestamp', time.now + 1000]])))[1]).toBe(-1102);
        const emptied = mandatory(row).map(([other, value]) => [other, other === name ? '' : value] as const);
        expect((await attempt(row, encode([...emptied, ['timestamp', time.now + 1000]])))[1]).toBe(-1105);
      }
    });
  });

  describe.each(['/spot/order', '/spot/order/test'])('POST %s', (path) => {
    it.each([
      [{ symbol: 'NOPE' }, -1121, 'Invalid symbol.'],
      [{ side: 'HOLD' }, -1117, 'Invalid side.'],
      [{ side: 'buy' }, -1117, 'Invalid side.'],
      [{ type: 'MARKET' }, -1116, 'Invalid orderType.'],
      [{ newOrderRespType: 'FULL' }, -1130, "Data sent for parameter 'newOrderRespType' is not valid."],
      [
        { quantity: '1e3' },
        -1100,
        "Illegal characters found in parameter 'quantity'; legal range is '^([0-9]{1,20})(\\.[0-9]{1,20})?$'.",
      ],
      [{ quantity: '-1' }, -1100, undefined],
      [{ price: '60,000' }, -1100, undefined],
      [{ price: '0x10' }, -1100, undefined],
      [{ price: '0' }, -2010, 'Price * QTY is zero or less.'],
      [{ quantity: '0.000' }, -2010, 'Price * QTY is zero or less.'],
      [{ price: '60000.001' }, -1111, 'Precision is over the maximum defined for this asset.'],
      [{ quantity: '0.0000101' }, -1111, 'Precision is over the maximum defined for this asset.'],
      [{ price: '1000000.01' }, -9000, 'Filter failure: PRICE_FILTER'],
      [{ price: '99999999999999999999' }, -9000, 'Filter failure: PRICE_FILTER'],
      [{ quantity: '1000.00001' }, -9000, 'Filter failure: LOT_SIZE'],
      [{ symbol: 'DASHUSDT', quantity: '0.5', price: '20' }, -9000, 'Filter failure: LOT_SIZE'],
      [{ quantity: '0.0001', price: '60000' }, -9000, 'Filter failure: MIN_NOTIONAL'],
      [{ symbol: 'EOSUSDT', quantity: '1', price: '0.5' }, -2010, 'Market is closed.'],
    ])('of %o', async (changes: Record<string, string>, code, message) => {
      const [status, gotCode, gotMessage] = await refusal(signed('POST', path, changed(changes)));
      expect([status, gotCode, gotMessage]).toEqual([400, code, message ?? gotMessage]);
    });

    it('of another time in force than GTC', async () => {
      const sending = order.flatMap((pair) =>
        pair[0] === 'type' ? [pair, ['timeInForce', 'IOC'] as const] : [pair],
      );
      expect(await refusal(signed('POST', path, sending))).toEqual([400, -1115, 'Invalid timeInForce.']);
    });
  });

  it('an order beyond the balance', async () => {
    expect(await refusal(signed('POST', '/spot/order', changed({ quantity: '3' })))).toEqual([
      400,
      -2010,
      'Account has insufficient balance for requested action.',
    ]);
    expect(
      (await refusal(signed('POST', '/spot/order', changed({ side: 'SELL', quantity: '2.00001' }))))[1],
    ).toBe(-2010);
  });

  it('an order that does not exist, or is of another symbol', async () => {
    const orderId = await place();
    expect(
      await refusal(
        signed('GET', '/spot/order', [
          ['symbol', 'BTCUSDT'],
          ['orderId', '5'],
        ]),
      ),
    ).toEqual([400, -2013, 'Order does not exist.']);
    expect(
      (
        await refusal(
          signed('GET', '/spot/order', [
            ['symbol', 'ETHUSDT'],
            ['orderId', orderId],
          ]),
        )
      )[1],
    ).toBe(-2013);
    expect(
      (
        await refusal(
          signed('GET', '/spot/order', [
            ['symbol', 'BTCUSDT'],
            ['orderId', '1.5'],
          ]),
        )
      )[1],
    ).toBe(-1100);
    expect(
      (
        await refusal(
          signed('GET', '/spot/order', [
            ['symbol', 'NOPE'],
            ['orderId', orderId],
          ]),
        )
      )[1],
    ).toBe(-1121);
  });

  it('to cancel an order that does not exist or has ended', async () => {
    const orderId = await place();
    const cancel = (symbol: string, id: string) =>
      signed('DELETE', '/spot/order', [
        ['symbol', symbol],
        ['orderId', id],
      ]);
    expect(await refusal(cancel('BTCUSDT', '5'))).toEqual([400, -2011, 'Unknown order sent.']);
    expect((await refusal(cancel('ETHUSDT', orderId)))[1]).toBe(-2011);
    expect((await refusal(cancel('NOPE', orderId)))[1]).toBe(-1121);
    await answer(cancel('BTCUSDT', orderId));
    expect((await refusal(cancel('BTCUSDT', orderId)))[1]).toBe(-2011);
  });

  it.each(['/spot/openOrders', '/spot/historyOrders'])(
    '%s of bad spans, limits and symbols',
    async (path) => {
      const with_ = async (...sending: Sending) =>
        (await refusal(signed('GET', path, [['symbol', 'BTCUSDT'], ...sending])))[1];
      expect(await with_(['startTime', 2], ['endTime', 1])).toBe(-1128);
      expect(await with_(['limit', 501])).toBe(-1130);
      expect(await with_(['limit', 0])).toBe(-1130);
      expect(await with_(['orderId', 'abc'])).toBe(-1100);
      expect((await refusal(signed('GET', path, [['symbol', 'NOPE']])))[1]).toBe(-1121);
    },
  );
});
