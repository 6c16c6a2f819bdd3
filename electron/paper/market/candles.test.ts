import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../testing';
import { send, sendSigned } from '../testing-requests';
import { fixed, formatFixed, add, ZERO } from '../money/fixed';
import { intervals } from './candles';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

type Row = [number, string, string, string, string, string, number, string, number, string, string, string];

let now = 20_000 * DAY + 7 * 60 * MINUTE + 23 * MINUTE + 41_000;
let paper: TestPaper;
/** A symbol that trades a few times an hour, whose history is made in another way. */
let seldom: string;
beforeAll(async () => {
  paper = await startPaper({ marketMaker: false, clock: () => now, symbols: 20 });
  seldom = [...paper.exchange.markets.keys()].at(-1)!;
});
afterAll(() => paper.stop());

async function get<Body>(target: string): Promise<Body> {
  const { status, text } = await send(paper.rest, 'GET', `/api/v1/spot/${target}`, {
    headers: { 'X-JEX-APIKEY': paper.key },
  });
  expect([status, status === 200 ? '' : text]).toEqual([200, '']);
  return JSON.parse(text) as Body;
}
const klines = (symbol: string, interval: string, more = ''): Promise<Row[]> =>
  get(`klines?symbol=${symbol}&interval=${interval}${more}`);

/** One row of the rows: first open, highest high, lowest low, last close, sums. */
function merged(rows: readonly Row[]) {
  const by = (index: 2 | 3, sign: number) =>
    rows.map((row) => row[index]).sort((a, b) => sign * (Number(a) - Number(b)))[0];
  const sum = (index: 5 | 7 | 9 | 10) =>
    formatFixed(
      rows.reduce((total, row) => add(total, fixed(row[index])), ZERO),
      8,
    );
  return {
    open: rows[0]?.[1],
    high: by(2, -1),
    low: by(3, 1),
    close: rows.at(-1)?.[4],
    volume: sum(5),
    quote: sum(7),
    count: rows.reduce((total, row) => total + row[8], 0),
    takerBase: sum(9),
    takerQuote: sum(10),
  };
}

describe('candles', () => {
  it.each(Object.entries(intervals))(
    'of %s follow each other without a gap and reach 90 days back',
    async (interval, { minutes }) => {
      const rows = await klines('LTCBTC', interval, `&limit=1000&startTime=0`);
      expect(now - rows[0]![0]).toBeGreaterThan(90 * DAY - minutes * MINUTE);
      expect(now - rows[0]![0]).toBeLessThan(90 * DAY + minutes * MINUTE);
      for (const [index, row] of rows.entries()) {
        expect(row[0]).toBe(rows[0]![0] + index * minutes * MINUTE);
        expect(row[6]).toBe(row[0] + minutes * MINUTE - 1);
        const [low, high] = [Number(row[3]), Number(row[2])];
        for (const price of [row[1], row[4]]) {
          expect(Number(price)).toBeGreaterThanOrEqual(low);
          expect(Number(price)).toBeLessThanOrEqual(high);
        }
      }
      const newest = (await klines('LTCBTC', interval, '&limit=1'))[0]!;
      expect(newest[0]).toBeLessThanOrEqual(now);
      expect(newest[6]).toBeGreaterThanOrEqual(now);
    },
  );

  it('of a week begin on Monday', async () => {
    for (const [openTime] of await klines('BTCUSDT', '1w')) expect(new Date(openTime).getUTCDay()).toBe(1);
  });

  it.each([
    ['3m', '1m'],
    ['5m', '1m'],
    ['15m', '5m'],
    ['30m', '3m'],
    ['1h', '1m'],
    ['2h', '30m'],
    ['4h', '1h'],
    ['6h', '2h'],
    ['12h', '6h'],
    ['1d', '15m'],
    ['3d', '12h'],
    ['1w', '1d'],
  ])('of %s are the sums of those of %s, also the running one', async (long, short) => {
    for (const row of await klines('JEXBTC', long, '&limit=3')) {
      const parts = await klines('JEXBTC', short, `&limit=1000&startTime=${row[0]}&endTime=${row[6]}`);
      expect(merged(parts)).toEqual(merged([row]));
    }
  });

  it('are the sums of the trades', async () => {
    const [minute] = (await klines('BTCUSDT', '1m', '&limit=3')) as [Row];
    const all = await get<{ price: string; qty: string; time: number; buyerMaker: boolean }[]>(
      'historicalTrades?symbol=BTCUSDT&limit=500',
    );
    const trades = all.filter(({ time }) => time >= minute[0] && time <= minute[6]);
    const prices = trades.map(({ price }) => Number(price));
    expect(minute[8]).toBe(trades.length);
    expect([minute[1], minute[4]]).toEqual([trades[0]!.price, trades.at(-1)!.price]);
    expect([Number(minute[2]), Number(minute[3])]).toEqual([Math.max(...prices), Math.min(...prices)]);
    const sum = (some: typeof trades) =>
      formatFixed(
        some.reduce((total, { qty }) => add(total, fixed(qty)), ZERO),
        8,
      );
    expect([minute[5], minute[9]]).toEqual([
      sum(trades),
      sum(trades.filter(({ buyerMaker }) => !buyerMaker)),
    ]);
  });

  it.each([
    ['1h', '1m'],
    ['4h', '5m'],
    ['1d', '1h'],
    ['1w', '1d'],
  ])('of %s are the sums of those of %s, also for a symbol that trades seldom', async (long, short) => {
    for (const row of await klines(seldom, long, '&limit=4')) {
      const parts = await klines(seldom, short, `&limit=1000&startTime=${row[0]}&endTime=${row[6]}`);
      expect(merged(parts)).toEqual(merged([row]));
    }
  });

  it.each([
    ['a busy symbol', () => 'ETHUSDT'],
    ['one that trades seldom', () => seldom],
  ])('of a day are what the 24-hour statistics of %s say', async (_, symbol) => {
    type Day = Record<
      'openPrice' | 'highPrice' | 'lowPrice' | 'lastPrice' | 'volume' | 'quoteVolume',
      string
    > & { openTime: number };
    const day = await get<Day>(`ticker/24hr?symbol=${symbol()}`);
    const first = await klines(symbol(), '1m', `&limit=1000&startTime=${day.openTime}`);
    const rest = await klines(symbol(), '1m', `&limit=1000&startTime=${first.at(-1)![6] + 1}`);
    expect(first.length + rest.length).toBe(1440);
    expect(merged([...first, ...rest])).toMatchObject({
      open: day.openPrice,
      high: day.highPrice,
      low: day.lowPrice,
      close: day.lastPrice,
      volume: day.volume,
      quote: day.quoteVolume,
    });
  });

  it('are the same for the same seed, and others for another', async () => {
    const other = await startPaper({ marketMaker: false, clock: () => now });
    const different = await startPaper({ marketMaker: false, clock: () => now, seed: 8 });
    try {
      const target = '/api/v1/spot/klines?symbol=DOGEUSDT&interval=1h';
      const [here, same, not] = await Promise.all(
        [paper, other, different].map(({ rest }) => send(rest, 'GET', target)),
      );
      expect(same!.text).toBe(here!.text);
      expect(not!.text).not.toBe(here!.text);
    } finally {
      await other.stop();
      await different.stop();
    }
  });

  it('hold a live trade at once, and are flat while nothing trades', async () => {
    const before = (await klines('SOLUSDT', '1m', '&limit=1'))[0]!;
    now += 3 * MINUTE;
    const best = paper.exchange.markets.get('SOLUSDT')!.book.best('SELL')!;
    const price = (best.ticks / 100).toFixed(8);
    const { status } = await sendSigned(paper, 'POST', '/api/v1/spot/order', [
      ['symbol', 'SOLUSDT'], ['side', 'BUY'], ['type', 'LIMIT'], ['quantity', '0.1'], ['price', (best.ticks / 100).toFixed(2)],
    ]); // prettier-ignore
    expect(status).toBe(200);
    const [, quiet, live] = await klines('SOLUSDT', '1m', '&limit=3');
    const close = before[4];
    expect(quiet!.slice(1, 6)).toEqual([close, close, close, close, '0.00000000']);
    expect(live!.slice(1, 6)).toEqual([price, price, price, price, '0.10000000']);
    expect(live![8]).toBe(1);
    expect(
      merged(
        await klines('SOLUSDT', '1m', `&startTime=${(await klines('SOLUSDT', '1h', '&limit=1'))[0]![0]}`),
      ),
    ).toEqual(merged(await klines('SOLUSDT', '1h', '&limit=1')));
  });
});
