import { createSecretKey, randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startPaper, type TestPaper } from '../../paper/testing';
import type { Outcome } from '../exchange/outcome';
import { createOrderJournalRepository } from '../storage/order-journal';
import { temporaryDatabase } from '../storage/testing';
import { approveAll } from '../trading/testing-host';
import { createDemand } from './demand';
import { createDesk } from './desk';
import type { SessionAccount } from './session';
import { createDeskStores } from './stores';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const until = (holds: () => boolean) => vi.waitUntil(holds, { timeout: 15_000, interval: 20 });

async function paperExchange(keyId: string): Promise<TestPaper> {
  const paper = await startPaper({ marketMaker: false, keyId });
  ends.push(() => paper.stop());
  return paper;
}

const accountOn = (id: string, paper: TestPaper, secret = paper.secret): SessionAccount => ({
  id,
  restUrl: paper.rest,
  streamUrl: paper.stream,
  credentials: { keyId: paper.key, secret: createSecretKey(secret, 'utf8') },
});

function openDesk() {
  const stores = createDeskStores();
  const verdicts: [string, Outcome<unknown>['kind']][] = [];
  const traded: string[] = [];
  const demand = createDemand();
  for (const topic of ['tickers', 'book', 'tape', 'chart'] as const) demand.add(topic);
  const desk = createDesk({
    stores,
    shown: { symbol: 'BTCUSDT', interval: '15m' },
    host: {
      demand,
      proxy: () => Promise.resolve('DIRECT'),
      tradedSymbols: () => traded,
      onTraded: (_id, symbol) => void traded.push(symbol),
      onVerdict: (id, { kind }) => void verdicts.push([id, kind]),
      journal: createOrderJournalRepository(temporaryDatabase(onTestFinished)),
      approve: approveAll,
      confirmDismissal: () => Promise.resolve(true),
    },
  });
  ends.push(() => desk.close());
  return { desk, stores, verdicts, traded };
}

const intent = { symbol: 'BTCUSDT', side: 'BUY', price: '20000', quantity: '0.1' } as const;

describe('the desk', () => {
  it('shows one account at a time and leaves nothing of the one before', async () => {
    const [a, b] = [await paperExchange('key-a'), await paperExchange('key-b')];
    const { desk, stores } = openDesk();
    desk.activate(accountOn('a', a));
    await until(
      () => stores.balances.getState()?.accountId === 'a' && stores.symbols.getState().restUrl === a.rest,
    );
    const trading = desk.tradingOf('a');
    if (!trading.ok) throw new Error(trading.error.code);
    expect(await trading.value.orders.place(randomUUID(), intent)).toMatchObject({ ok: true });
    await until(() => stores.openOrders.getState().orders.length === 1);

    desk.activate(accountOn('b', b));
    expect(stores.balances.getState()).toBeNull();
    expect(stores.openOrders.getState()).toMatchObject({ accountId: 'b', orders: [] });
    expect(stores.tickers.getState()).toEqual({});
    await until(
      () => stores.balances.getState()?.accountId === 'b' && stores.symbols.getState().restUrl === b.rest,
    );
    expect(stores.openOrders.getState().orders).toEqual([]);
  });

  it('refuses an order for an account that is not the active one any more', async () => {
    const [a, b] = [await paperExchange('key-a'), await paperExchange('key-b')];
    const { desk } = openDesk();
    desk.activate(accountOn('a', a));
    desk.activate(accountOn('b', b));
    expect(desk.tradingOf('a')).toMatchObject({ ok: false, error: { code: 'account.not-active' } });
    desk.deactivate();
    expect(desk.tradingOf('b')).toMatchObject({ ok: false, error: { code: 'account.not-active' } });
  });

  it('without a key shows prices, and says that there is no key to trade with', async () => {
    const paper = await paperExchange('key-a');
    const { desk, stores } = openDesk();
    const { credentials: _key, ...withoutKey } = accountOn('a', paper);
    desk.activate(withoutKey);
    await until(() => Object.keys(stores.tickers.getState()).length >= 16);
    expect(stores.balances.getState()).toBeNull();
    expect(desk.tradingOf('a')).toMatchObject({ ok: false, error: { code: 'account.no-key' } });
    desk.activate({ ...withoutKey, isLocked: true });
    expect(desk.tradingOf('a')).toMatchObject({ ok: false, error: { code: 'account.locked' } });
  });

  it('tells once what a signed call says of the key, and prices go on when it is wrong', async () => {
    const paper = await paperExchange('key-a');
    const { desk, stores, verdicts } = openDesk();
    desk.activate(accountOn('a', paper, 'wrong-secret'));
    await until(() => verdicts.length > 0 && Object.keys(stores.tickers.getState()).length >= 16);
    const first = stores.prices.getState().confirmedAt;
    await until(() => stores.prices.getState().confirmedAt > first);
    expect(verdicts).toEqual([['a', 'refused']]);
  });

  it('tells when the exchange goes away and when it is back', async () => {
    const paper = await paperExchange('key-a');
    const { desk, stores, verdicts } = openDesk();
    desk.activate(accountOn('a', paper));
    await until(() => verdicts.length === 1);
    paper.faults([
      { action: { kind: 'reset', when: 'before' } },
      { stream: '*', action: { kind: 'cut' } },
      { stream: '*', action: { kind: 'refuse' } },
    ]);
    await until(() => verdicts.length === 2);
    await until(() => stores.connection.getState().state === 'offline');
    paper.faults([]);
    await until(() => verdicts.length === 3);
    await until(() => stores.connection.getState().state === 'streaming');
    expect(verdicts.map(([, kind]) => kind)).toEqual(['answer', 'unknown', 'answer']);
  });

  it('remembers a symbol that was traded, so that its orders are found after a restart', async () => {
    const paper = await paperExchange('key-a');
    const { desk, stores, traded } = openDesk();
    desk.activate(accountOn('a', paper));
    await until(() => stores.symbols.getState().symbols.length > 0);
    const trading = desk.tradingOf('a');
    if (!trading.ok) throw new Error(trading.error.code);
    await trading.value.orders.place(randomUUID(), { ...intent, symbol: 'ETHUSDT', price: '1000' });
    expect(traded).toContain('ETHUSDT');
    await until(() => stores.openOrders.getState().symbols.includes('ETHUSDT'));
  });
});
