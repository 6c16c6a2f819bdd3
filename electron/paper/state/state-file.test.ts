import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../testing';
import { type Sending, sendSigned } from '../testing-requests';

const secret = 'the-secret-that-must-not-be-written';
let folder: string;
let stateFile: string;
let paper: TestPaper | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paper-state-'));
  stateFile = join(folder, 'state.json');
});
afterEach(async () => {
  await paper?.stop();
  paper = undefined;
  rmSync(folder, { recursive: true });
});

async function restart(more: { symbols?: number; marketMaker?: boolean } = {}): Promise<TestPaper> {
  await paper?.stop();
  paper = undefined;
  paper = await startPaper({ stateFile, secret, keyId: 'the-key-id', marketMaker: false, ...more });
  return paper;
}

const order = (symbol: string, side: string, quantity: string, price: string): Sending => [
  ['symbol', symbol],
  ['side', side],
  ['type', 'LIMIT'],
  ['quantity', quantity],
  ['price', price],
];

async function call(method: string, path: string, sending: Sending = []): Promise<string> {
  const { status, text } = await sendSigned(paper!, method, `/api/v1${path}`, sending);
  expect([status, status === 200 ? '' : text]).toEqual([200, '']);
  return text;
}

/** Everything a client can ask about the account. */
async function seen(): Promise<string[]> {
  const symbols = ['ETHUSDT', 'LTCUSDT'].map((symbol) => [['symbol', symbol]] as const);
  return [
    await call('GET', '/account'),
    ...(await Promise.all(symbols.map((sending) => call('GET', '/spot/openOrders', sending)))),
    ...(await Promise.all(symbols.map((sending) => call('GET', '/spot/historyOrders', sending)))),
  ];
}

const orderId = (text: string): bigint => BigInt(/"orderId":(\d+)/.exec(text)![1]!);

describe('the state file', () => {
  it('brings back balances, open orders, history and trades; ids go on', async () => {
    await restart();
    await call('POST', '/spot/order', order('ETHUSDT', 'BUY', '0.5', '3500'));
    await call('POST', '/spot/order', order('ETHUSDT', 'BUY', '0.5', '3000'));
    const cancelled = orderId(await call('POST', '/spot/order', order('LTCUSDT', 'SELL', '10', '100')));
    await call('DELETE', '/spot/order', [
      ['symbol', 'LTCUSDT'],
      ['orderId', cancelled.toString()],
    ]);
    const before = await seen();
    const trades = paper!.exchange.account.trades.map((trade) => ({
      ...trade,
      instrument: trade.instrument.symbol,
    }));
    await restart();
    expect(await seen()).toEqual(before);
    expect(
      paper!.exchange.account.trades.map((trade) => ({ ...trade, instrument: trade.instrument.symbol })),
    ).toEqual(trades);
    expect(orderId(await call('POST', '/spot/order', order('LTCUSDT', 'SELL', '10', '100')))).toBeGreaterThan(
      cancelled,
    );
  });

  it('lets restored orders trade and be cancelled', async () => {
    await restart();
    const first = orderId(await call('POST', '/spot/order', order('LTCUSDT', 'BUY', '1', '83.10')));
    await restart();
    const market = paper!.exchange.markets.get('LTCUSDT')!;
    market.submit(
      { side: 'SELL', ticks: 8310, lots: 100_000_000, owner: undefined },
      paper!.exchange.now(),
      'expires',
    );
    const found = paper!.exchange.account.order(first)!;
    expect([found.status, found.executedLots]).toEqual(['FILLED', 1000]);
  });

  it('fills an order the price has moved through while nothing ran, at its own limit price', async () => {
    await restart();
    // The still market stands at 83.2; put the order back into a market whose asks begin below its price.
    const id = orderId(await call('POST', '/spot/order', order('LTCUSDT', 'BUY', '0.001', '83.10')));
    await paper!.stop();
    paper = undefined;
    writeFileSync(
      stateFile,
      readFileSync(stateFile, 'utf8')
        .replace('"price":"83.1"', '"price":"84"')
        .replace('"locked":"0.0831"', '"locked":"0.084"'),
    );
    await restart();
    const found = paper!.exchange.account.order(id)!;
    expect(found.status).toBe('FILLED');
    expect(paper!.exchange.account.trades.map(({ ticks, maker }) => [ticks, maker])).toEqual([[8400, true]]);
  });

  it('is written soon after a change, whole, for its user only, without key and secret', async () => {
    await restart();
    await call('POST', '/spot/order', order('ETHUSDT', 'BUY', '0.5', '3000'));
    const deadline = Date.now() + 10_000;
    const written = () =>
      readdirSync(folder).includes('state.json') && readFileSync(stateFile, 'utf8').includes('"3000"');
    while (!written() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(written()).toBe(true);
    expect(statSync(stateFile).mode & 0o777).toBe(0o600);
    await paper!.stop();
    const text = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('');
    expect(text).not.toContain(secret);
    expect(text).not.toContain('the-key-id');
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, -20)],
    ['empty', () => ''],
    ['of another form', () => '{"version":1}'],
    [
      'with a balance that does not add up',
      (text: string) => text.replace('"locked":"1500"', '"locked":"1499"'),
    ],
    ['with a negative balance', (text: string) => text.replace('"free":"98500"', '"free":"-1"')],
    [
      'with an overfilled order',
      (text: string) => text.replace('"executedQuantity":"0"', '"executedQuantity":"7"'),
    ],
  ])('is set aside when it is %s, and the account starts afresh', async (_how, damage) => {
    await restart();
    await call('POST', '/spot/order', order('ETHUSDT', 'BUY', '0.5', '3000'));
    await paper!.stop();
    paper = undefined;
    const damaged = damage(readFileSync(stateFile, 'utf8'));
    writeFileSync(stateFile, damaged);
    await restart();
    expect([...paper!.exchange.account.orders()]).toEqual([]);
    const aside = readdirSync(folder).filter((name) => name.startsWith('state.json.damaged-'));
    expect(aside.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([damaged]);
  });

  it('is not written by an exchange that could not start', async () => {
    const first = await restart();
    const port = Number(new URL(first.rest).port);
    await expect(startPaper({ stateFile, port, marketMaker: false })).rejects.toThrow(/EADDRINUSE/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is left alone, and nothing starts, when its symbols are not listed', async () => {
    await restart();
    await call('POST', '/spot/order', order('LTCUSDT', 'SELL', '10', '100'));
    await paper!.stop();
    paper = undefined;
    const before = readFileSync(stateFile, 'utf8');
    await expect(restart({ symbols: 2 })).rejects.toThrow(/LTCUSDT, which is not listed/);
    expect(readFileSync(stateFile, 'utf8')).toBe(before);
  });
});
