import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../testing';
import { parseJson } from '../testing-json';
import { send, sendSigned } from '../testing-requests';
import { pause } from '@shared/testing-pause';
import { type Heard, listen } from '../testing-streams';

interface Report {
  e: string;
  E: number;
  X: string;
  i: string;
  z: string;
  Z: string;
  O: number;
  B: { a: string; f: string; l: string }[];
  u: number;
}

let paper: TestPaper;
let heard: Heard;
beforeEach(async () => {
  // The clock stands, so that many events have the same time of their own.
  paper = await startPaper({ marketMaker: false, clock: () => 1_760_000_000_000 });
  heard = await listen(paper.stream, `/ws/${await listenKey()}`);
});
afterEach(async () => {
  heard.close();
  await paper.stop();
});

async function listenKey(): Promise<string> {
  const { text } = await send(paper.rest, 'POST', '/api/v1/userDataStream', {
    headers: { 'X-JEX-APIKEY': paper.key },
  });
  return (JSON.parse(text) as { listenKey: string }).listenKey;
}

async function place(side: string, price: number, quantity: string): Promise<string> {
  const { text } = await sendSigned(paper, 'POST', '/api/v1/spot/order', [
    ['symbol', 'ETHUSDT'],
    ['side', side],
    ['type', 'LIMIT'],
    ['quantity', quantity],
    ['price', (price / 100).toFixed(2)],
  ]);
  return /"orderId":(\d+)/.exec(text)?.[1] ?? `no order: ${text}`;
}
const order = async (orderId: string) => {
  const { text } = await sendSigned(paper, 'GET', '/api/v1/spot/order', [
    ['symbol', 'ETHUSDT'],
    ['orderId', orderId],
  ]);
  return parseJson(text) as Record<string, string | number>;
};
const cancel = (orderId: string) =>
  sendSigned(paper, 'DELETE', '/api/v1/spot/order', [
    ['symbol', 'ETHUSDT'],
    ['orderId', orderId],
  ]);

/** All events so far, when as many as `count` have come. */
async function events(count: number): Promise<Report[]> {
  await heard.next(() => heard.messages.length >= count);
  await pause(50);
  expect(heard.messages.length).toBe(count);
  return heard.messages as Report[];
}
const market = () => paper.exchange.markets.get('ETHUSDT')!;
/** The practice market sells or buys `lots` at the best price. */
const takenFrom = (side: 'BUY' | 'SELL', lots: number) => {
  const best = market().book.best(side === 'BUY' ? 'SELL' : 'BUY')!;
  market().submit({ side, ticks: best.ticks, lots, owner: undefined }, paper.exchange.now(), 'expires');
};

describe('the stream of the account', () => {
  it('tells of an order placed, filled in part and whole, each time with the balances after it', async () => {
    const price = market().book.best('BUY')!.ticks + 1;
    const orderId = await place('BUY', price, '2');
    takenFrom('SELL', 5000);
    await events(4);
    takenFrom('SELL', 15_000);
    const all = await events(6);
    expect(all.map(({ e, X, z }) => [e, X, z])).toEqual([
      ['execSpotReport', 'NEW', '0.00000000'],
      ['accountSpotInfo', undefined, undefined],
      ['execSpotReport', 'PARTIALLY_FILLED', '0.50000000'],
      ['accountSpotInfo', undefined, undefined],
      ['execSpotReport', 'FILLED', '2.00000000'],
      ['accountSpotInfo', undefined, undefined],
    ]);
    const final = await order(orderId);
    expect(all[4]).toMatchObject({
      i: orderId,
      X: final['status'],
      z: final['executedQty'],
      Z: final['cummulativeQuoteQty'],
      O: final['updateTime'],
    });
    // 100,000 USDT and 20 ETH at first; the maker's fee is 0.1 % of what it receives.
    const [eth, usdt] = all[5]!.B;
    expect([eth!.a, eth!.f, eth!.l]).toEqual(['ETH', '21.99800000', '0.00000000']);
    expect([usdt!.a, usdt!.f, usdt!.l]).toEqual(['USDT', (100_000 - price / 50).toFixed(8), '0.00000000']);
    expect(all[1]!.B[1]!.l).toBe((price / 50).toFixed(8));
  });

  it('tells of an order that is filled as it comes: new first, then each fill, then the balances once', async () => {
    const [best, next] = [market().book.level('SELL', 0)!, market().book.level('SELL', 1)!];
    const lots = best.lots + 10;
    await place('BUY', next.ticks, (lots / 10_000).toFixed(4));
    const all = await events(4);
    expect(all.map(({ e, X }) => X ?? e)).toEqual(['NEW', 'PARTIALLY_FILLED', 'FILLED', 'accountSpotInfo']);
  });

  it('tells of a cancel, also of what was filled in part', async () => {
    const price = market().book.best('BUY')!.ticks + 1;
    await cancel(await place('BUY', price, '1'));
    const orderId = await place('BUY', price, '1');
    takenFrom('SELL', 1000);
    await cancel(orderId);
    const all = await events(10);
    expect(all.filter(({ e }) => e === 'execSpotReport').map(({ X }) => X)).toEqual([
      'NEW',
      'CANCELED',
      'NEW',
      'PARTIALLY_FILLED',
      'CANCLEFILLED',
    ]);
    expect(all.at(-1)!.B[1]!.l).toBe('0.00000000');
  });

  it('can be ordered by E alone, also within one millisecond, and writes ids with every digit', async () => {
    for (let count = 0; count < 4; count++) await cancel(await place('BUY', 100_000, '1'));
    const all = await events(16);
    const times = all.map(({ E }) => E);
    expect(new Set(times).size).toBe(16);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(heard.texts[0]).toMatch(/"i":461301972603188\d{4},/);
  });

  it('says the same to every connection, and a refused order to none', async () => {
    const second = await listen(paper.stream, `/ws/${await listenKey()}`);
    expect(await place('BUY', 100_000, '1000')).toContain('-2010');
    await place('BUY', 100_000, '1');
    const all = await events(2);
    await second.next(() => second.messages.length >= 2);
    expect(second.messages).toEqual(all);
    second.close();
  });
});
