import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../http/table';
import { send } from '../testing-requests';
import { closeExchange, keyed, openExchange, paper, refusal, time } from './testing-client';

beforeAll(openExchange);
afterAll(closeExchange);

const keyedRows = endpoints.filter(({ security }) => security !== 'NONE');
describe('endpoints that need a key refuse', () => {
  it.each(keyedRows)('$method $path without a key, or with another', async ({ method, path }) => {
    time.now += 1000;
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
