import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../testing';
import { type Received, send, sendSigned } from '../testing-requests';
import { TOLERATED } from './rate-limits';

const day = 24 * 60 * 60_000;
/** Twenty seconds into a minute, a five-minute span and a day. */
const start = 20_000 * day + 20_000;

let now: number;
let paper: TestPaper;
beforeEach(async () => {
  now = start;
  paper = await startPaper({ marketMaker: false, clock: () => now });
});
afterEach(() => paper.stop());

const get = (path: string): Promise<Received> => send(paper.rest, 'GET', `/api/v1${path}`);
const order = (): Promise<Received> =>
  sendSigned(paper, 'POST', '/api/v1/spot/order', [
    ['symbol', 'JEXBTC'],
    ['side', 'BUY'],
    ['type', 'LIMIT'],
    ['quantity', '1'],
    ['price', '0.00001'],
  ]);
const codeOf = ({ text }: Received): number => (JSON.parse(text) as { code: number }).code;

async function useAllWeight(): Promise<void> {
  for (let used = 0; used < 1200; used += 40) expect((await get('/spot/ticker/24hr')).status).toBe(200);
}

describe('request limits', () => {
  it('count the weight of every request and say so in both headers', async () => {
    await get('/ping');
    await get('/spot/ticker/price');
    const { headers } = await get('/spot/ticker/24hr');
    expect([headers['x-mbx-used-weight'], headers['x-mbx-used-weight-1m']]).toEqual(['43', '43']);
  });

  it('count refused requests too', async () => {
    await get('/spot/depth?symbol=NOPE');
    await get('/nothing');
    expect((await get('/ping')).headers['x-mbx-used-weight']).toBe('3');
  });

  it('refuse what is over 1200 a minute with 429 until the minute ends', async () => {
    await useAllWeight();
    const over = await get('/ping');
    expect([over.status, codeOf(over), over.headers['retry-after']]).toEqual([429, -1003, '40']);
    now += 39_999;
    expect((await get('/ping')).status).toBe(429);
    now += 1;
    const next = await get('/ping');
    expect([next.status, next.headers['x-mbx-used-weight-1m']]).toEqual([200, '1']);
  });

  it('refuse what is over 5000 requests in five minutes', async () => {
    for (let minute = 0; minute < 5; minute++) {
      for (let count = 0; count < 1000; count += 50)
        await Promise.all(Array.from({ length: 50 }, () => get('/ping')));
      if (minute < 4) now += 60_000;
    }
    const over = await get('/ping');
    expect([over.status, codeOf(over), over.headers['retry-after']]).toEqual([429, -1003, '40']);
  });

  it('ban who goes on after 429, twice as long each time', async () => {
    for (const ban of [120, 240]) {
      await useAllWeight();
      for (let count = 0; count < TOLERATED; count++) expect((await get('/ping')).status).toBe(429);
      const banned = await get('/ping');
      expect([banned.status, codeOf(banned), banned.headers['retry-after']]).toEqual([
        418,
        -1003,
        String(ban),
      ]);
      now += ban * 1000 - 1;
      expect((await get('/ping')).status).toBe(418);
      now += 60_000 - ((now + 1) % 60_000) + 1;
      expect((await get('/ping')).status).toBe(200);
      now += 60_000;
    }
  });

  it('forget refusals that were obeyed', async () => {
    for (let round = 0; round < 2; round++) {
      await useAllWeight();
      for (let count = 0; count < TOLERATED; count++) expect((await get('/ping')).status).toBe(429);
      now += 60_000;
      expect((await get('/ping')).status).toBe(200);
      now += 60_000;
    }
  });
});

describe('order limits', () => {
  it('allow ten orders a second, counted in the headers of accepted ones only', async () => {
    for (let count = 1; count <= 10; count++) {
      const { status, headers } = await order();
      expect([status, headers['x-mbx-order-count-1s'], headers['x-mbx-order-count-1d']]).toEqual([
        200,
        `${count}`,
        `${count}`,
      ]);
    }
    const over = await order();
    expect([over.status, codeOf(over), over.headers['retry-after']]).toEqual([429, -1015, '1']);
    expect(over.headers['x-mbx-order-count-1s']).toBeUndefined();
    now += 1000;
    expect((await order()).headers['x-mbx-order-count-1s']).toBe('1');
  });

  it('ban orders, and nothing else, when a client goes on', async () => {
    for (let count = 0; count < 10; count++) await order();
    for (let count = 0; count < TOLERATED; count++) expect((await order()).status).toBe(429);
    const banned = await order();
    expect([banned.status, banned.headers['retry-after']]).toEqual([418, '120']);
    expect((await get('/ping')).status).toBe(200);
    now += 120_000;
    expect((await order()).status).toBe(200);
  });
});
