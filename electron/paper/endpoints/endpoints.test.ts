import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../http/table';
import { startPaper, type TestPaper } from '../testing';
import { encode, type Received, send, type Sending, sendSigned, sign } from '../testing-requests';

const base = '/api/v1';
const decimal = expect.stringMatching(/^-?\d+\.\d{8,20}$/);
/** An order far from the touch, which rests. */
const order: Sending = [
  ['symbol', 'BTCUSDT'],
  ['side', 'BUY'],
  ['type', 'LIMIT'],
  ['quantity', '0.001'],
  ['price', '60000'],
];

let paper: TestPaper;
/** Moved on by a second before every request, so that no limit is met by chance. */
let now = 1_760_000_000_000;
beforeAll(async () => {
  paper = await startPaper({ marketMaker: false, clock: () => now });
});
afterAll(() => paper.stop());

const get = (target: string, headers: Record<string, string> = {}): Promise<Received> => {
  now += 1000;
  return send(paper.rest, 'GET', base + target, { headers });
};
const keyed = (method: string, target: string): Promise<Received> => {
  now += 1000;
  return send(paper.rest, method, base + target, { headers: { 'X-JEX-APIKEY': paper.key } });
};
const signed = (method: string, path: string, sending: Sending = []): Promise<Received> => {
  now += 1000;
  return sendSigned(paper, method, base + path, sending);
};
const answer = async (received: Promise<Received>): Promise<unknown> => {
  const { status, text } = await received;
  expect([status, status === 200 ? '' : text]).toEqual([200, '']);
  return JSON.parse(text);
};
const refusal = async (received: Promise<Received>): Promise<[number, number, string]> => {
  const { status, text } = await received;
  const { code, msg } = JSON.parse(text) as { code: number; msg: string };
  return [status, code, msg];
};
/** `order` with some values replaced; undefined leaves the parameter out. */
const changed = (changes: Record<string, string | undefined>): Sending =>
  [...order, ...Object.entries(changes).filter(([name]) => !order.some(([known]) => known === name))].flatMap(
    ([name, value]) => {
      const final = name in changes ? changes[name] : value;
      return final === undefined ? [] : [[name, final] as const];
    },
  );
const place = async (changes: Record<string, string> = {}): Promise<string> => {
  const { text } = await signed('POST', '/spot/order', changed(changes));
  return /"orderId":(\d+)/.exec(text)?.[1] ?? `no order: ${text}`;
};

describe('public endpoints answer', () => {
  it('ping', async () => expect(await answer(get('/ping'))).toEqual({}));

  it('time', async () => expect(await answer(get('/time'))).toEqual({ serverTime: now }));

  it('exchangeInfo with limits, three groups of symbols, their precisions and filters', async () => {
    const body = (await answer(get('/exchangeInfo'))) as Record<string, Record<string, unknown>[]>;
    expect(body['timezone']).toBe('UTC');
    expect(body['rateLimits']).toEqual([
      { rateLimitType: 'requestsWeight', interval: 'minute', intervalNum: 1, limit: 1200 },
      { rateLimitType: 'orders', interval: 'second', intervalNum: 1, limit: 10 },
      { rateLimitType: 'orders', interval: 'day', intervalNum: 1, limit: 100000 },
      { rateLimitType: 'rawRequests', interval: 'minute', intervalNum: 5, limit: 5000 },
    ]);
    const symbols = body['spotSymbols']!;
    expect(symbols.length).toBeGreaterThanOrEqual(16);
    expect(symbols.find(({ symbol }) => symbol === 'DASHUSDT')).toEqual({
      symbol: 'DASHUSDT',
      status: 'TRADING',
      baseAsset: 'DASH',
      baseAssetPrecision: 4,
      quoteAsset: 'USDT',
      quotePrecision: 2,
      orderTypes: ['LIMIT'],
      icebergAllowed: false,
      filters: [
        { filterType: 'PRICE_FILTER', maxPrice: '100000' },
        { filterType: 'LOT_SIZE', minQty: '1.00000000' },
      ],
    });
    expect(symbols.some(({ baseAsset }) => baseAsset === '月BTC看涨0226')).toBe(true);
    expect(symbols.some(({ status }) => status === 'HALT')).toBe(true);
    expect(body['optionSymbols']?.length).toBeGreaterThan(0);
    expect(body['contractSymbols']?.length).toBeGreaterThan(0);
  });

  it.each([
    ['', 60],
    ['&limit=5', 5],
    ['&limit=50', 50],
  ])('depth%s with %d levels a side, best first, prices falling and rising', async (limit, levels) => {
    const { bids, asks, lastUpdateId } = (await answer(get(`/spot/depth?symbol=JEXBTC${limit}`))) as {
      bids: [string, string, []][];
      asks: [string, string, []][];
      lastUpdateId: number;
    };
    expect(lastUpdateId).toBeGreaterThan(0);
    expect([bids.length, asks.length]).toEqual([levels, levels]);
    expect(bids[0]).toEqual([decimal, decimal, []]);
    const prices = [
      ...bids.map(([price]) => Number(price)).reverse(),
      ...asks.map(([price]) => Number(price)),
    ];
    expect(prices).toEqual([...new Set(prices)].sort((a, b) => a - b));
  });

  it('trades, without id and side, oldest first', async () => {
    const trades = (await answer(get('/spot/trades?symbol=BTCUSDT'))) as { time: number }[];
    expect(trades).toHaveLength(60);
    for (const trade of trades)
      expect(trade).toEqual({ price: decimal, qty: decimal, time: expect.any(Number) });
    const times = trades.map(({ time }) => time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('historicalTrades with text ids, and from an id on', async () => {
    const newest = (await answer(keyed('GET', '/spot/historicalTrades?symbol=BTCUSDT'))) as { id: string }[];
    expect(newest).toHaveLength(200);
    expect(newest[0]).toEqual({
      id: expect.stringMatching(/^\d+$/),
      price: decimal,
      qty: decimal,
      time: expect.any(Number),
      buyerMaker: expect.any(Boolean),
    });
    const from = newest[50]!.id;
    const later = await answer(keyed('GET', `/spot/historicalTrades?symbol=BTCUSDT&limit=20&fromId=${from}`));
    expect(later).toEqual(newest.slice(50, 70));
  });

  it('klines in rows of twelve', async () => {
    const rows = (await answer(get('/spot/klines?symbol=LTCBTC&interval=15m'))) as unknown[][];
    expect(rows).toHaveLength(500);
    const time = expect.any(Number);
    expect(rows[0]).toEqual([
      time,
      decimal,
      decimal,
      decimal,
      decimal,
      decimal,
      time,
      decimal,
      expect.any(Number),
      decimal,
      decimal,
      '0',
    ]);
  });

  it('avgPrice over five minutes', async () => {
    expect(await answer(get('/spot/avgPrice?symbol=BTCUSDT'))).toEqual({ mins: 5, price: decimal });
  });

  const day = Object.fromEntries(
    [
      'priceChange',
      'priceChangePercent',
      'weightedAvgPrice',
      'lastPrice',
      'bidPrice',
      'bidQty',
      'askPrice',
      'askQty',
    ]
      .concat(['openPrice', 'highPrice', 'lowPrice', 'volume', 'quoteVolume'])
      .map((name) => [name, decimal]),
  );
  it.each([
    ['/spot/ticker/24hr', { ...day, openTime: expect.any(Number), closeTime: expect.any(Number) }],
    ['/spot/ticker/price', { price: decimal }],
    ['/spot/ticker/bookTicker', { bidPrice: decimal, bidQty: decimal, askPrice: decimal, askQty: decimal }],
  ])('%s for one symbol and for all', async (path, shape) => {
    expect(await answer(get(`${path}?symbol=ETHBTC`))).toEqual({ symbol: 'ETHBTC', ...shape });
    const all = (await answer(get(path))) as { symbol: string }[];
    expect(all).toHaveLength(paper.exchange.markets.size);
    expect(all.find(({ symbol }) => symbol === 'ETHBTC')).toEqual({ symbol: 'ETHBTC', ...shape });
  });
});

describe('signed endpoints answer', () => {
  it('a new order with ACK, the id a number with all its digits', async () => {
    const { status, text, headers } = await signed('POST', '/spot/order', order);
    expect(status).toBe(200);
    expect(text).toMatch(
      new RegExp(`^{"symbol":"BTCUSDT","orderId":46130197260318802\\d\\d,"transactTime":${now}}$`),
    );
    expect(headers['x-mbx-order-count-1s']).toBe('1');
    expect(Number(headers['x-mbx-order-count-1d'])).toBeGreaterThan(0);
  });

  it('a new order with RESULT as it rests', async () => {
    expect(await answer(signed('POST', '/spot/order', changed({ newOrderRespType: 'RESULT' })))).toEqual({
      symbol: 'BTCUSDT',
      orderId: expect.any(Number),
      transactTime: now,
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
    const placed = now;
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
      times.push(now);
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
    now += 59 * 60_000;
    expect(await answer(keyed('PUT', `/userDataStream?listenKey=${listenKey}`))).toEqual({});
    now += 59 * 60_000;
    expect(await answer(keyed('DELETE', `/userDataStream?listenKey=${listenKey}`))).toEqual({});
    const second = (await answer(keyed('POST', '/userDataStream'))) as { listenKey: string };
    now += 60 * 60_000;
    expect(await refusal(keyed('PUT', `/userDataStream?listenKey=${second.listenKey}`))).toEqual([
      400,
      -1125,
      'This listenKey does not exist.',
    ]);
  });

  it('parameters in the body, where the query string wins for a name in both', async () => {
    now += 1000;
    const query = 'symbol=BTCUSDT&side=BUY&type=LIMIT';
    const form = `type=MARKET&quantity=0.001&price=60000&timestamp=${now}`;
    const received = send(paper.rest, 'POST', `${base}/spot/order/test?${query}`, {
      headers: { 'X-JEX-APIKEY': paper.key, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `${form}&signature=${sign(paper.secret, query + form)}`,
    });
    expect(await answer(received)).toEqual({});
  });
});

const public1 = [
  '/spot/depth?symbol=', '/spot/trades?symbol=', '/spot/avgPrice?symbol=', '/spot/ticker/24hr?symbol=',
  '/spot/ticker/price?symbol=', '/spot/ticker/bookTicker?symbol=', '/spot/klines?interval=1m&symbol=',
]; // prettier-ignore

describe('public endpoints refuse', () => {
  it.each(public1)('%s of an unknown symbol', async (target) => {
    expect(await refusal(get(`${target}NOPE`))).toEqual([400, -1121, 'Invalid symbol.']);
    expect(await refusal(get(`${target}btcusdt`))).toEqual([400, -1121, 'Invalid symbol.']);
  });

  it.each(public1)('%s when empty, twice, or with control characters', async (target) => {
    expect((await refusal(get(target))).slice(0, 2)).toEqual([400, -1105]);
    expect((await refusal(get(`${target}BTCUSDT&symbol=BTCUSDT`))).slice(0, 2)).toEqual([400, -1101]);
    expect((await refusal(get(`${target}BTC%00USDT`))).slice(0, 2)).toEqual([400, -1100]);
    expect((await refusal(get(`${target}%ff`))).slice(0, 2)).toEqual([400, -1100]);
  });

  it.each(['/spot/depth', '/spot/trades', '/spot/avgPrice', '/spot/klines?interval=1m'])(
    '%s without a symbol',
    async (target) => {
      expect(await refusal(get(target))).toEqual([
        400,
        -1102,
        "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.",
      ]);
    },
  );

  it.each(public1)('%s with unknown or misplaced parameters', async (target) => {
    expect((await refusal(get(`${target}BTCUSDT&foo=1`))).slice(0, 2)).toEqual([400, -1103]);
    expect((await refusal(get(`${target}BTCUSDT&side=BUY`))).slice(0, 2)).toEqual([400, -1106]);
  });

  it.each(['/ping', '/time', '/exchangeInfo'])('%s with parameters', async (target) => {
    expect(await refusal(get(`${target}?a=1`))).toEqual([
      400,
      -1101,
      "Too many parameters; expected '0' and received '1'.",
    ]);
  });

  it.each([
    ['/spot/depth?symbol=BTCUSDT&limit=7', -1130],
    ['/spot/depth?symbol=BTCUSDT&limit=-5', -1100],
    ['/spot/depth?symbol=BTCUSDT&limit=', -1105],
    ['/spot/trades?symbol=BTCUSDT&limit=61', -1130],
    ['/spot/trades?symbol=BTCUSDT&limit=0', -1130],
    ['/spot/trades?symbol=BTCUSDT&limit=ten', -1100],
    ['/spot/klines?symbol=BTCUSDT&interval=2m', -1120],
    ['/spot/klines?symbol=BTCUSDT&interval=1M', -1120],
    ['/spot/klines?symbol=BTCUSDT', -1102],
    ['/spot/klines?symbol=BTCUSDT&interval=1m&limit=1001', -1130],
    ['/spot/klines?symbol=BTCUSDT&interval=1m&startTime=2&endTime=1', -1128],
    ['/spot/klines?symbol=BTCUSDT&interval=1m&startTime=99999999999999999999', -1130],
  ])('%s with %d', async (target, code) => {
    expect((await refusal(get(target))).slice(0, 2)).toEqual([400, code]);
  });

  it('paths and methods that do not exist', async () => {
    expect((await refusal(get('/spot/nothing'))).slice(0, 2)).toEqual([404, -1020]);
    now += 1000;
    const { status, headers } = await send(paper.rest, 'PATCH', `${base}/spot/order`);
    expect([status, headers['allow']]).toEqual([405, 'POST, GET, DELETE']);
  });

  it('a WebSocket, which this address does not speak yet', async () => {
    now += 1000;
    const { status } = await send(paper.rest, 'GET', '/ws/btcusdt@spotTrade', {
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'AA==',
      },
    });
    expect(status).toBe(404);
  });
});

const keyedRows = endpoints.filter(({ security }) => security !== 'NONE');
const signedRows = endpoints.filter(({ security }) => security === 'TRADE' || security === 'USER_DATA');

describe('endpoints that need a key refuse', () => {
  it.each(keyedRows)('$method $path without a key, or with another', async ({ method, path }) => {
    now += 1000;
    expect(await refusal(send(paper.rest, method, path))).toEqual([401, -2014, 'API-key format invalid.']);
    expect(await refusal(send(paper.rest, method, path, { headers: { 'X-JEX-APIKEY': 'another' } }))).toEqual(
      [401, -2015, 'Invalid API-key, IP, or permissions for action.'],
    );
  });

  it('historicalTrades of unknown symbols and limits', async () => {
    expect((await refusal(keyed('GET', '/spot/historicalTrades?symbol=NOPE')))[1]).toBe(-1121);
    expect((await refusal(keyed('GET', '/spot/historicalTrades')))[1]).toBe(-1102);
    expect((await refusal(keyed('GET', '/spot/historicalTrades?symbol=BTCUSDT&limit=501')))[1]).toBe(-1130);
    expect((await refusal(keyed('GET', '/spot/historicalTrades?symbol=BTCUSDT&fromId=x')))[1]).toBe(-1100);
  });

  it.each(['PUT', 'DELETE'])('%s of a listen key that is missing, empty or unknown', async (method) => {
    expect((await refusal(keyed(method, '/userDataStream')))[1]).toBe(-1102);
    expect((await refusal(keyed(method, '/userDataStream?listenKey=')))[1]).toBe(-1105);
    expect((await refusal(keyed(method, '/userDataStream?listenKey=abc')))[1]).toBe(-1125);
  });

  it('POST userDataStream with parameters', async () => {
    expect((await refusal(keyed('POST', '/userDataStream?symbol=BTCUSDT')))[1]).toBe(-1101);
  });
});

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
    now += 1000;
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
      expect((await attempt(row, join(`timestamp=${now + 1000 - 5001}`)))[1]).toBe(-1021);
      expect((await attempt(row, join(`recvWindow=100&timestamp=${now + 1000 - 101}`)))[1]).toBe(-1021);
      expect((await attempt(row, join(`timestamp=${now + 1000 + 1000}`)))[1]).toBe(-1021);
      expect((await attempt(row, join(`recvWindow=60001&timestamp=${now + 1000}`)))[1]).toBe(-1130);
    });

    it('a signature that is missing, wrong, of other parameters, or not last', async () => {
      const query = encode([...mandatory(row), ['timestamp', now + 1000]]);
      expect((await attempt(row, query, ''))[1]).toBe(-1022);
      expect((await attempt(row, query, sign('other', query)))[1]).toBe(-1022);
      expect((await attempt(row, query, sign(paper.secret, `${query}&`)))[1]).toBe(-1022);
      now += 1000;
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
      const good: Sending = [...mandatory(row), ['timestamp', now + 1000]];
      const swapped = encode([['timestamp', now + 1000], ['recvWindow', 5000], ...good.slice(0, -1)]);
      expect((await attempt(row, swapped))[1]).toBe(-1022);
      expect((await attempt(row, `${encode(good)}&timestamp=1`))[1]).toBe(-1101);
      const fresh = () => encode([...mandatory(row), ['timestamp', now + 1000]]);
      expect((await attempt(row, `${fresh()}&foo=1`))[1]).toBe(-1103);
      expect((await attempt(row, `${fresh()}&listenKey=1`))[1]).toBe(-1106);
      expect((await attempt(row, `recvWindow=&${fresh()}`))[1]).toBe(-1105);
    });

    it('each mandatory parameter missing or empty', async () => {
      for (const [name] of mandatory(row)) {
        const without = mandatory(row).filter(([other]) => other !== name);
        expect((await attempt(row, encode([...without, ['timestamp', now + 1000]])))[1]).toBe(-1102);
        const emptied = mandatory(row).map(([other, value]) => [other, other === name ? '' : value] as const);
        expect((await attempt(row, encode([...emptied, ['timestamp', now + 1000]])))[1]).toBe(-1105);
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
