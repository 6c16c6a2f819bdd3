import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from './testing';
import { encode, sign } from './testing-requests';

let paper: TestPaper;
beforeAll(async () => {
  paper = await startPaper({ marketMaker: false });
});
afterAll(() => paper.stop());

/** A signed order in the body, whose answer says whether it was read. */
function orderInBody(framing: (body: string) => Record<string, string>): Promise<string> {
  const order = encode([
    ['symbol', 'BTCUSDT'],
    ['side', 'BUY'],
    ['type', 'LIMIT'],
    ['quantity', '0.01'],
    ['price', '30000'],
    ['timestamp', paper.exchange.now()],
  ]);
  const body = `${order}&signature=${sign(paper.secret, order)}`;
  return new Promise((resolve, reject) => {
    const headers = { 'X-JEX-APIKEY': paper.key, ...framing(body) };
    const outgoing = request(`${paper.rest}/api/v1/spot/order`, { method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve(text));
    });
    outgoing.on('error', reject);
    outgoing.write(body.slice(0, 20));
    outgoing.end(body.slice(20));
  });
}

describe('the body of a request is read', () => {
  it.each([
    ['whose length is told', (body: string) => ({ 'Content-Length': String(body.length) })],
    ['that comes in chunks', () => ({ 'Transfer-Encoding': 'chunked' })],
  ] as const)('%s', async (_which, framing) => {
    expect(await orderInBody(framing)).toMatch(/"orderId":\d/);
  });
});
