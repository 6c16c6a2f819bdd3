import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, closeExchange, get, keyed, openExchange, paper, time } from './testing-client';

beforeAll(openExchange);
afterAll(closeExchange);

const decimal: unknown = expect.stringMatching(/^-?\d+\.\d{8,20}$/);

describe('public endpoints answer', () => {
  it('ping', async () => expect(await answer(get('/ping'))).toEqual({}));

  it('time', async () => expect(await answer(get('/time'))).toEqual({ serverTime: time.now }));

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
