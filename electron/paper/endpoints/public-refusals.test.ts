import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send } from '../testing-requests';
import { base, closeExchange, get, openExchange, paper, refusal, time } from './testing-client';

beforeAll(openExchange);
afterAll(closeExchange);

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
    time.now += 1000;
    const { status, headers } = await send(paper.rest, 'PATCH', `${base}/spot/order`);
    expect([status, headers['allow']]).toEqual([405, 'POST, GET, DELETE']);
  });
});
