import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../testing';
import { send, sendSigned } from '../testing-requests';
import { parseJson } from '../testing-json';
import { type Heard, listen } from '../testing-streams';

/**
 * A client of another make, which knows only the protocol's page: every stream of its table is read through a plain WebSocket and
 * held against what REST says of the same moment. The market stands still but for what the test trades, so the two can be equal.
 */
let paper: TestPaper;
const open: Heard[] = [];
beforeAll(async () => {
  paper = await startPaper({ marketMaker: false });
});
afterAll(async () => {
  for (const heard of open) heard.close();
  await paper.stop();
});

type Fields = Record<string, unknown>;
type Levels = [string, string][];

async function rest<Body>(target: string): Promise<Body> {
  const { status, text } = await send(paper.rest, 'GET', `/api/v1/spot/${target}`, {
    headers: { 'X-JEX-APIKEY': paper.key },
  });
  expect([status, status === 200 ? '' : text]).toEqual([200, '']);
  return parseJson(text) as Body;
}

async function raw(name: string): Promise<Heard> {
  const heard = await listen(paper.stream, `/ws/${name}`);
  open.push(heard);
  return heard;
}

/** Takes `quantity` at the best price; what is bought is at most one level. */
async function buy(symbol: string, quantity: string): Promise<string> {
  const { asks } = await rest<{ asks: [string, string, []][] }>(`depth?symbol=${symbol}&limit=5`);
  return order(symbol, 'BUY', quantity, Number(asks[0]![0]).toFixed(2));
}

async function order(symbol: string, side: string, quantity: string, price: string): Promise<string> {
  const { text } = await sendSigned(paper, 'POST', '/api/v1/spot/order', [
    ['symbol', symbol],
    ['side', side],
    ['type', 'LIMIT'],
    ['quantity', quantity],
    ['price', price],
  ]);
  return /"orderId":(\d+)/.exec(text)?.[1] ?? `no order: ${text}`;
}

const decimal = expect.stringMatching(/^\d+(\.\d+)?$/) as unknown;
const signedDecimal = expect.stringMatching(/^-?\d+(\.\d+)?$/) as unknown;
const time = expect.any(Number) as unknown;
const plain = (levels: readonly (readonly [string, string, ...unknown[]])[]): Levels =>
  levels.map(([price, quantity]) => [price, quantity]);

describe('a plain WebSocket client reads', () => {
  it('<s>@spotTrade: arrays of the trades that historicalTrades has', async () => {
    const heard = await raw('btcusdt@spotTrade');
    await buy('BTCUSDT', '0.001');
    const [event] = await heard.next<Fields[]>(() => true);
    expect(event).toEqual({
      e: 'spotTrade', E: time, s: 'BTCUSDT', t: expect.any(Number) as unknown, p: decimal, q: '0.00100000', T: time, m: false,
    }); // prettier-ignore
    const trade = (await rest<Fields[]>('historicalTrades?symbol=BTCUSDT&limit=1'))[0]!;
    expect({
      id: String(event!['t']), price: event!['p'], qty: event!['q'], time: event!['T'], buyerMaker: event!['m'],
    }).toEqual(trade); // prettier-ignore
  });

  it.each(['1M', '5M', '15M', '30M', '1H', '4H', '1D', '1W'])(
    '<s>@spotKline_%s: the running candle of klines, also after a trade',
    async (name) => {
      const interval = name.toLowerCase();
      const heard = await raw(`ethusdt@spotKline_${name}`);
      await buy('ETHUSDT', '0.01');
      const same = async () => {
        const from = heard.messages.length;
        const { e, E, s, k, ...rest_ } = await heard.next<Fields & { k: Fields }>(() => true, { from });
        expect([e, typeof E, s, Object.keys(rest_)]).toEqual(['spotKline', 'number', 'ETHUSDT', []]);
        const [row] = await rest<unknown[][]>(`klines?symbol=ETHUSDT&interval=${interval}&limit=1`);
        const [t, o, h, l, c, v, T, q] = row!;
        return { event: k, row: { t, T, s: 'ETHUSDT', i: interval, o, c, h, l, v, q } };
      };
      let { event, row } = await same();
      // Between the event and the request a minute may have begun.
      if (event['t'] !== row.t) ({ event, row } = await same());
      expect(event).toEqual(row);
    },
  );

  /** The ticker of a moment: the request is repeated when a minute began in between. */
  async function tickerLike(heard: Heard, symbol: string, pick: (message: never) => Fields | undefined) {
    for (;;) {
      const from = heard.messages.length;
      const message = await heard.next<never>((candidate) => pick(candidate) !== undefined, { from });
      const event = pick(message)!;
      const day = await rest<Record<string, string> & { openTime: number; closeTime: number }>(
        `ticker/24hr?symbol=${symbol}`,
      );
      const minute = (at: number) => Math.floor(at / 60_000);
      if (minute(event['E'] as number) === minute(day.closeTime)) return { event, day };
    }
  }
  const mini = (day: Fields) => ({
    c: day['lastPrice'],
    h: day['highPrice'],
    o: day['openPrice'],
    l: day['lowPrice'],
    v: day['volume'],
    q: day['quoteVolume'],
  });
  const full = (day: Fields) => ({
    p: day['priceChange'],
    P: day['priceChangePercent'],
    c: day['lastPrice'],
    h: day['highPrice'],
    l: day['lowPrice'],
    v: day['volume'],
    q: day['quoteVolume'],
    O: day['openTime'],
  });

  it('<s>@spotMiniTicker: what ticker/24hr says', async () => {
    const heard = await raw('ltcusdt@spotMiniTicker');
    const { event, day } = await tickerLike(heard, 'LTCUSDT', (message: Fields) => message);
    expect(event).toEqual({ e: '24hrSpotMiniTicker', E: time, s: 'LTCUSDT', ...mini(day) });
    expect(event).toMatchObject({ c: decimal, h: decimal, o: decimal, l: decimal, v: decimal, q: decimal });
  });

  it('<s>@spotTicker: what ticker/24hr says', async () => {
    const heard = await raw('ltcusdt@spotTicker');
    const { event, day } = await tickerLike(heard, 'LTCUSDT', (message: Fields) => message);
    expect(event).toEqual({ e: '24hrSpotTicker', E: time, s: 'LTCUSDT', ...full(day), C: event['E'] });
    expect(event).toMatchObject({ p: signedDecimal, P: signedDecimal });
  });

  it.each([
    ['!spotMiniTicker@arr', '24hrSpotMiniTicker', mini],
    ['!spotTicker@arr', '24hrSpotTicker', full],
  ] as const)(
    '%s: what ticker/24hr says, of symbols that traded and not of others',
    async (name, e, fields) => {
      const heard = await raw(name);
      await buy('SOLUSDT', '0.1');
      const isSol = (message: Fields[]) => message.find(({ s }) => s === 'SOLUSDT');
      const events = await heard.next<Fields[]>((message) => isSol(message) !== undefined);
      const day = await rest<Fields>('ticker/24hr?symbol=SOLUSDT');
      expect(isSol(events)).toMatchObject({
        e,
        E: time,
        s: 'SOLUSDT',
        c: day['lastPrice'],
        v: day['volume'],
      });
      expect(Object.keys(isSol(events)!).sort()).toEqual(
        ['e', 'E', 's', ...Object.keys(fields(day)), ...(name === '!spotTicker@arr' ? ['C'] : [])].sort(),
      );
    },
  );

  it.each([5, 10, 20])('<s>@spotDepth%i: the top that depth shows', async (levels) => {
    const heard = await raw(`dotusdt@spotDepth${levels}`);
    const event = await heard.next<{ bids: Levels; asks: Levels }>(() => true);
    const { bids, asks } = await rest<{ bids: [string, string, []][]; asks: [string, string, []][] }>(
      `depth?symbol=DOTUSDT&limit=${levels}`,
    );
    expect(event).toEqual({ bids: plain(bids), asks: plain(asks) });
    expect([event.bids.length, event.asks.length]).toEqual([levels, levels]);
  });

  it('<s>@spotDepth: the difference that leads from one depth to the next', async () => {
    const heard = await raw('xrpusdt@spotDepth');
    const depth = () => rest<{ lastUpdateId: number; bids: [string, string, []][] }>('depth?symbol=XRPUSDT');
    const before = await depth();
    const price = before.bids[9]![0];
    const orderId = await order('XRPUSDT', 'BUY', '77', Number(price).toFixed(4));
    const after = await depth();
    const event = await heard.next<Fields>(() => true);
    const added = after.bids.find(([at]) => at === price)!;
    expect(event).toEqual({
      e: 'spotDepthUpdate',
      s: 'XRPUSDT',
      v: before.lastUpdateId + 1,
      b: plain([added]),
      a: [],
    });
    expect(Number(added[1]) - Number(before.bids[9]![1])).toBeCloseTo(77, 6);
    expect(after.lastUpdateId).toBe(before.lastUpdateId + 1);
    await sendSigned(paper, 'DELETE', '/api/v1/spot/order', [
      ['symbol', 'XRPUSDT'],
      ['orderId', orderId],
    ]);
    const back = await heard.next<Fields>(({ v }: Fields) => v === before.lastUpdateId + 2);
    expect(back['b']).toEqual(plain([before.bids[9]!]));
  });

  it('/ws/<listenKey>: execSpotReport and accountSpotInfo of every change', async () => {
    const { text } = await send(paper.rest, 'POST', '/api/v1/userDataStream', {
      headers: { 'X-JEX-APIKEY': paper.key },
    });
    const heard = await raw((parseJson(text) as { listenKey: string }).listenKey);
    const orderId = await order('LINKUSDT', 'BUY', '2', '5');
    const report = await heard.next<Fields>(({ e }: Fields) => e === 'execSpotReport');
    expect(report).toEqual({
      E: time, e: 'execSpotReport', s: 'LINKUSDT', S: 'BUY', q: '2.00000000', p: '5.00000000', X: 'NEW',
      i: orderId, z: '0.00000000', O: time, Z: '0.00000000',
    }); // prettier-ignore
    const account = await heard.next<Fields & { B: Fields[] }>(({ e }: Fields) => e === 'accountSpotInfo');
    const { text: whole } = await sendSigned(paper, 'GET', '/api/v1/account');
    const { spotBalances, updateTime } = parseJson(whole) as { spotBalances: Fields[]; updateTime: number };
    expect(account).toEqual({
      e: 'accountSpotInfo',
      E: time,
      m: 0.001,
      t: 0.001,
      u: updateTime,
      B: ['LINK', 'USDT'].map((asset) => {
        const balance = spotBalances.find((candidate) => candidate['asset'] === asset)!;
        const eight = (value: unknown) => Number(value).toFixed(8);
        return {
          a: asset,
          f: eight(balance['free']),
          l: eight(balance['locked']),
          T: true,
          W: false,
          D: false,
        };
      }),
    });
  });
});
