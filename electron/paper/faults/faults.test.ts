import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../testing';
import { send, sendSigned } from '../testing-requests';
import { pause } from '@shared/testing-pause';
import type { FaultRuleInput } from './rule';

const path = '/api/v1/spot/order';
let folder: string;
let paper: TestPaper;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paper-faults-'));
  paper = await startPaper({ marketMaker: false, faultsFile: join(folder, 'faults.json') });
});
afterEach(async () => {
  await paper.stop();
  rmSync(folder, { recursive: true });
});

const write = (faults: readonly FaultRuleInput[]) =>
  writeFileSync(join(folder, 'faults.json'), JSON.stringify({ faults }));
const order = () =>
  sendSigned(paper, 'POST', path, [
    ['symbol', 'LTCUSDT'],
    ['side', 'BUY'],
    ['type', 'LIMIT'],
    ['quantity', '1'],
    ['price', '50'],
  ]);
const placed = () => [...paper.exchange.account.orders()].length;
const ping = () => send(paper.rest, 'GET', '/api/v1/ping');

describe('a scheduled fault', () => {
  it.each([
    ['drop', 'before', 0],
    ['drop', 'after', 1],
    ['reset', 'before', 0],
    ['reset', 'after', 1],
  ] as const)('%s %s effect leaves no answer and %d orders', async (kind, when, orders) => {
    write([{ method: 'POST', path, action: { kind, when } }]);
    await expect(order()).rejects.toThrow();
    expect(placed()).toBe(orders);
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('answers anything at all %s effect', async (when, orders) => {
    write([
      {
        path,
        action: {
          kind: 'answer',
          status: 502,
          headers: { 'Content-Type': 'text/html' },
          body: '<html>',
          when,
        },
      },
    ]);
    const { status, text, headers } = await order();
    expect([status, text, headers['content-type']]).toEqual([502, '<html>', 'text/html']);
    expect(placed()).toBe(orders);
  });

  it('cuts the answer off after effect', async () => {
    write([{ path, action: { kind: 'truncate' } }]);
    await expect(order()).rejects.toThrow();
    expect(placed()).toBe(1);
  });

  it('hangs without an answer, after effect', async () => {
    write([{ path, action: { kind: 'hang', when: 'after' } }]);
    const answered = order().then(
      () => 'answered',
      () => 'closed',
    );
    while (placed() === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const waited = new Promise((resolve) => setTimeout(() => resolve('still waiting'), 200));
    expect(await Promise.race([answered, waited])).toBe('still waiting');
  });

  it('delays the effect, or only the answer', async () => {
    for (const [when, during, price] of [
      ['before', 0, 1],
      ['after', 2, 2],
    ] as const) {
      write([{ path, action: { kind: 'delay', ms: 400, when } }]);
      const answered = order();
      await pause(150);
      if (when === 'before') expect(placed()).toBe(during);
      expect((await answered).status).toBe(200);
      expect(placed()).toBe(price);
    }
  });

  it('hits only its method and path, after so many, so often', async () => {
    write([
      { method: 'GET', path: '/api/v1/ping', after: 1, count: 2, action: { kind: 'answer', status: 500 } },
    ]);
    expect((await send(paper.rest, 'GET', '/api/v1/time')).status).toBe(200);
    const statuses = [];
    for (let count = 0; count < 4; count++) statuses.push((await ping()).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
  });

  it('changes with the file from the next request on', async () => {
    expect((await ping()).status).toBe(200);
    write([{ action: { kind: 'answer', status: 503 } }]);
    expect((await ping()).status).toBe(503);
    write([{ action: { kind: 'answer', status: 504, body: 'later' } }]);
    expect((await ping()).status).toBe(504);
    rmSync(join(folder, 'faults.json'));
    expect((await ping()).status).toBe(200);
  });

  it.each(['{', '{"faults": [{"action": {"kind": "explode"}}]}', '[]'])(
    'of a file with %s is none',
    async (text) => {
      writeFileSync(join(folder, 'faults.json'), text);
      expect((await ping()).status).toBe(200);
    },
  );
});
