import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STREAM_INTERVALS, type EventOf, type StreamRequest } from '../streams/streams';
import { WIRE } from '../streams/testing';
import { MalformedEvent, UnknownEvent } from './event-fields';
import { readFrame } from './frames';
import { eventReader, type BadElements } from './market-events';
import { streamName } from './stream-names';

type Json = Record<string, unknown>;

/** What a request's reader makes of a text: the event, `malformed <field>` or `unknown`. Anything else thrown is a defect. */
function read(request: StreamRequest, text: string, combined = false) {
  const reader = eventReader(request);
  let bad: BadElements | undefined;
  try {
    const event = readFrame(text, combined, (frame) => {
      expect(frame.stream).toBe(combined ? streamName(request) : '');
      return reader(frame.event, (elements) => (bad = elements));
    });
    return { event, bad };
  } catch (error) {
    if (error instanceof MalformedEvent) return { refused: `malformed ${error.field}` };
    if (error instanceof UnknownEvent) return { refused: 'unknown' };
    throw error;
  }
}

const symbol = fc.constantFrom('BTCUSDT', 'ETHBTC', '月BTC看涨0226', '__proto__', 'constructor');
const time = fc.integer({ min: 0, max: 999_999_999_999_999 });
const digits = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.stringMatching(/^\d{0,25}$/))
  .map(([first, rest]) => `${first}${rest}`);
const decimal = fc.stringMatching(/^\d{1,12}(\.\d{1,20})?$/);
const positive = decimal.filter((text) => /[1-9]/.test(text));
const signed = fc.tuple(fc.constantFrom('', '-'), decimal).map(([sign, text]) => sign + text);
const levels = (quantity: fc.Arbitrary<string>, most: number) =>
  fc.array(fc.tuple(positive, quantity), { maxLength: most });
/** A number in JSON that JavaScript cannot hold. */
const RAW = '\u0000';

/** What an exchange means, and how it says it. Ids are written as JSON numbers, whatever their size. */
interface Case {
  readonly request: StreamRequest;
  readonly event: EventOf<StreamRequest>;
  readonly wire: unknown;
}

const trade = fc.record({
  eventTime: time, tradeId: digits, price: positive, quantity: positive, time, buyerIsMaker: fc.boolean(),
}); // prettier-ignore
const kline = fc.record({
  eventTime: time, openTime: fc.integer({ min: 0, max: 1e14 }), length: fc.integer({ min: 1, max: 1e9 }),
  open: positive, high: positive, low: positive, close: positive, volume: decimal, quoteVolume: decimal,
}); // prettier-ignore
const statistics = {
  eventTime: time, lastPrice: decimal, highPrice: decimal, lowPrice: decimal, volume: decimal, quoteVolume: decimal,
}; // prettier-ignore
const mini = fc.record({ symbol, ...statistics, openPrice: decimal });
const ticker = fc.record({
  symbol, ...statistics, priceChange: signed, priceChangePercent: signed, openTime: time, closeTime: time,
}); // prettier-ignore

const wireTrade = (s: string, t: typeof trade extends fc.Arbitrary<infer T> ? T : never) => ({
  e: 'spotTrade', E: t.eventTime, s, t: RAW + t.tradeId + RAW, p: t.price, q: t.quantity, T: t.time, m: t.buyerIsMaker,
}); // prettier-ignore
const wireMini = (m: typeof mini extends fc.Arbitrary<infer T> ? T : never) => ({
  e: '24hrSpotMiniTicker', E: m.eventTime, s: m.symbol, c: m.lastPrice, h: m.highPrice, o: m.openPrice, l: m.lowPrice,
  v: m.volume, q: m.quoteVolume,
}); // prettier-ignore
const wireTicker = (t: typeof ticker extends fc.Arbitrary<infer T> ? T : never) => ({
  e: '24hrSpotTicker', E: t.eventTime, s: t.symbol, p: t.priceChange, P: t.priceChangePercent, c: t.lastPrice,
  h: t.highPrice, l: t.lowPrice, v: t.volume, q: t.quoteVolume, O: t.openTime, C: t.closeTime,
}); // prettier-ignore

const cases: fc.Arbitrary<Case> = fc.oneof(
  fc.tuple(symbol, fc.array(trade, { maxLength: 5 })).map(([s, trades]) => ({
    request: { kind: 'trades' as const, symbol: s },
    event: trades.map((one) => ({ ...one, symbol: s })),
    wire: trades.map((one) => wireTrade(s, one)),
  })),
  fc
    .tuple(symbol, fc.constantFrom(...STREAM_INTERVALS), fc.boolean(), kline)
    .map(([s, interval, capitals, k]) => {
      const { length, ...rest } = k;
      const closeTime = k.openTime + length;
      return {
      request: { kind: 'kline' as const, symbol: s, interval },
      event: { ...rest, symbol: s, closeTime },
      wire: {
        e: 'spotKline', E: k.eventTime, s,
        k: {
          t: k.openTime, T: closeTime, s, i: capitals ? interval.toUpperCase() : interval, o: k.open, c: k.close,
          h: k.high, l: k.low, v: k.volume, q: k.quoteVolume,
        },
      },
    }; // prettier-ignore
    }),
  mini.map((m) => ({
    request: { kind: 'miniTicker' as const, symbol: m.symbol },
    event: m,
    wire: wireMini(m),
  })),
  fc.array(mini, { maxLength: 5 }).map((all) => ({
    request: { kind: 'allMiniTickers' as const },
    event: all,
    wire: all.map(wireMini),
  })),
  ticker.map((t) => ({
    request: { kind: 'ticker' as const, symbol: t.symbol },
    event: t,
    wire: wireTicker(t),
  })),
  fc.array(ticker, { maxLength: 5 }).map((all) => ({
    request: { kind: 'allTickers' as const },
    event: all,
    wire: all.map(wireTicker),
  })),
  fc.tuple(symbol, levels(positive, 5), levels(positive, 5)).map(([s, bids, asks]) => ({
    request: { kind: 'partialDepth' as const, symbol: s, levels: 5 as const },
    event: { bids, asks },
    wire: { bids, asks },
  })),
  fc.tuple(symbol, time, levels(decimal, 30), levels(decimal, 30)).map(([s, version, bids, asks]) => ({
    request: { kind: 'depth' as const, symbol: s },
    event: { symbol: s, version, bids, asks },
    wire: { e: 'spotDepthUpdate', s, v: version, b: bids, a: asks },
  })),
);

function written(wire: unknown): string {
  return JSON.stringify(wire).replaceAll(/"\\u0000(\d+)\\u0000"/g, '$1');
}

describe('market events', () => {
  it('come out as the exchange meant them, raw and combined, without losing a digit', () => {
    fc.assert(
      fc.property(cases, fc.boolean(), ({ request, event, wire }, combined) => {
        const frame = combined ? { stream: streamName(request), data: wire } : wire;
        expect(read(request, written(frame), combined)).toEqual({ event, bad: undefined });
      }),
      { numRuns: 500 },
    );
  });

  it('never throw anything but a refusal, whatever comes', () => {
    fc.assert(
      fc.property(cases, fc.oneof(fc.json(), fc.string()), ({ request }, text) => {
        const { event, bad } = read(request, text);
        // Nothing made up is an event, but for an empty list.
        expect(bad === undefined ? (event ?? []) : []).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('are refused, or dropped from their list, with any one field missing or senseless', () => {
    const junk = fc.constantFrom<unknown>(
      undefined, null, '', ' ', 'NaN', '1e400', '-1', '+1', '0x10', '1,5', '１', '1e5', -1, 1e300, true, [], {}, [[]],
    ); // prettier-ignore
    fc.assert(
      fc.property(cases, junk, fc.nat(), ({ request, wire, event }, value, choice) => {
        const ways = waysOf(wire);
        fc.pre(ways.length > 0);
        const way = ways[choice % ways.length]!;
        const text = written(changed(wire, way, value));
        fc.pre(text !== written(wire));
        const result = read(request, text);
        // What may be any text, may be negative, or may be of either kind is still an event.
        if (isFree(way, value)) return;
        if (Array.isArray(event)) {
          expect(result.bad?.count).toBe(1);
          expect(result.event ?? []).toHaveLength(event.length - 1);
        } else {
          expect(result.refused).toMatch(/^malformed |^unknown$/);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it.each<[StreamRequest, unknown, string[]]>([
    [
      { kind: 'trades', symbol: 'BTCUSDT' },
      [WIRE.trade(1)],
      ['0.e', '0.E', '0.s', '0.t', '0.p', '0.q', '0.T', '0.m'],
    ],
    [
      { kind: 'kline', symbol: 'BTCUSDT', interval: '1m' },
      WIRE.kline(60_000),
      ['e', 'E', 's', 'k', 'k.t', 'k.T', 'k.s', 'k.i', 'k.o', 'k.c', 'k.h', 'k.l', 'k.v', 'k.q'],
    ],
    [
      { kind: 'miniTicker', symbol: 'BTCUSDT' },
      WIRE.miniTicker('BTCUSDT'),
      ['e', 'E', 's', 'c', 'h', 'o', 'l', 'v', 'q'],
    ],
    [
      { kind: 'ticker', symbol: 'BTCUSDT' },
      WIRE.ticker('BTCUSDT'),
      ['e', 'E', 's', 'p', 'P', 'c', 'h', 'l', 'v', 'q', 'O', 'C'],
    ],
    [
      { kind: 'partialDepth', symbol: 'BTCUSDT', levels: 5 },
      WIRE.partialDepth(),
      ['bids', 'asks', 'bids.0.0', 'asks.0.1'],
    ],
    [{ kind: 'depth', symbol: 'BTCUSDT' }, WIRE.depth(1), ['e', 's', 'v', 'b', 'a', 'b.0.0', 'a.0.1']],
  ])('of %o: each missing field is named', (request, wire, names) => {
    for (const name of names) {
      const { refused, bad } = read(request, written(changed(wire, name.split('.'), undefined)));
      const field =
        bad?.first instanceof MalformedEvent ? bad.first.field : refused?.replace('malformed ', '');
      expect(field).toBe(name);
    }
  });

  it('of another symbol, kind or interval are unknown, whatever else they say', () => {
    const depth: StreamRequest = { kind: 'depth', symbol: 'BTCUSDT' };
    expect(read(depth, written(WIRE.depth(1, 'ETHUSDT'))).refused).toBe('unknown');
    expect(read(depth, written({ ...WIRE.depth(1), e: 'other' })).refused).toBe('unknown');
    expect(read(depth, written(WIRE.depth(1, 'btcusdt'))).event).toMatchObject({ version: 1 });
    const minutes: StreamRequest = { kind: 'kline', symbol: 'BTCUSDT', interval: '1m' };
    expect(read(minutes, written(WIRE.kline(0, 'BTCUSDT', '5M'))).refused).toBe('unknown');
    const trades: StreamRequest = { kind: 'trades', symbol: 'BTCUSDT' };
    const { event, bad } = read(trades, written([WIRE.trade(1), WIRE.trade(2, 'ETHUSDT'), WIRE.trade(3)]));
    expect(event).toMatchObject([{ tradeId: '1' }, { tradeId: '3' }]);
    expect(bad).toMatchObject({ count: 1, of: 3 });
  });

  it('keep the digits of numbers that JSON.parse would round', () => {
    const text = written([WIRE.trade(1)])
      .replace('"t":1,', '"t":4613019726031880201,')
      .replace('"p":"100.5"', '"p":0.10000000000000000001');
    expect(read({ kind: 'trades', symbol: 'BTCUSDT' }, text).event).toMatchObject([
      { tradeId: '4613019726031880201', price: '0.10000000000000000001' },
    ]);
  });

  it('of a candle that ends before it begins, or more levels than asked for, are malformed', () => {
    const k = WIRE.kline(60_000);
    expect(
      read({ kind: 'kline', symbol: 'BTCUSDT', interval: '1m' }, written({ ...k, k: { ...k.k, T: 60_000 } }))
        .refused,
    ).toBe('malformed k.T');
    const six = Array.from({ length: 6 }, (_, index) => [`${index + 1}`, '1']);
    expect(
      read({ kind: 'partialDepth', symbol: 'BTCUSDT', levels: 5 }, written({ bids: six, asks: [] })).refused,
    ).toBe('malformed bids');
  });

  it.each([
    [[['0.00', '1']], 'malformed b.0.0'],
    [
      [
        ['1', '1'],
        ['2', '1.'],
      ],
      'malformed b.1.1',
    ],
    [[['1', '1'], ['2']], 'malformed b.1'],
    [
      [
        ['1', '1', 7],
        ['2', '0', 7],
      ],
      undefined,
    ],
    [
      [
        ['1', 2],
        ['2', '0.0'],
      ],
      undefined,
    ],
  ])('of a book with the bids %j: the first bad level is named, whatever the others are', (b, refused) => {
    const result = read({ kind: 'depth', symbol: 'BTCUSDT' }, written({ ...WIRE.depth(1), b }));
    expect(result.refused).toBe(refused);
    const bids = b.map(([price, quantity]) => [price, String(quantity)]);
    if (refused === undefined) expect(result.event).toMatchObject({ bids });
  });

  it('of the best levels only cannot say that one of them is empty', () => {
    const partial = { bids: [['1', '1']], asks: [['2', '0']] };
    expect(read({ kind: 'partialDepth', symbol: 'BTCUSDT', levels: 5 }, written(partial)).refused).toBe(
      'malformed asks.0.1',
    );
  });

  it('that name fields of Object.prototype have no such fields', () => {
    const hostile = '{"__proto__":{"e":"spotDepthUpdate","s":"BTCUSDT","v":1,"b":[],"a":[]}}';
    expect(read({ kind: 'depth', symbol: 'BTCUSDT' }, hostile).refused).toBe('malformed e');
    const { event } = read({ kind: 'allMiniTickers' }, written([WIRE.miniTicker('__proto__')]));
    expect(event).toMatchObject([{ symbol: '__proto__' }]);
    expect(Object.prototype).not.toHaveProperty('e');
  });
});

describe('combined frames', () => {
  it.each([
    '[]',
    '{}',
    '{"stream":"a"}',
    '{"data":[]}',
    '{"stream":"","data":[]}',
    '{"stream":1,"data":[]}',
    '{"a',
  ])('%s is malformed', (text) => {
    expect(() => readFrame(text, true, () => 1)).toThrow(MalformedEvent);
  });
});

/** Every way to a value that is not a list or an object. */
function waysOf(wire: unknown, way: string[] = []): string[][] {
  if (typeof wire !== 'object' || wire === null) return [way];
  return Object.entries(wire).flatMap(([key, value]) => waysOf(value, [...way, key]));
}

function changed(wire: unknown, way: readonly string[], value: unknown): unknown {
  const [key, ...rest] = way;
  if (key === undefined) return value;
  if (Array.isArray(wire))
    return wire.map((one: unknown, index) => (String(index) === key ? changed(one, rest, value) : one));
  return { ...(wire as Json), [key]: changed((wire as Json)[key], rest, value) };
}

/** Fields in which this value is as good as another. */
function isFree(way: readonly string[], value: unknown): boolean {
  const field = way.at(-1);
  if ((field === 'p' || field === 'P') && (value === '-1' || value === -1)) return true;
  // The symbols of all tickers, where any text is a symbol.
  if (field === 's' && typeof value === 'string' && value !== '') return true;
  return field === 'm' && value === true;
}
