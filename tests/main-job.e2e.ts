import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { add, compare, cutDown, divideDown, multiply, normalize, subtract } from '../shared/domain/decimal';
import { startEnvironment, type TestEnvironment } from './harness/environment';
import { accountAt, type Holdings } from './harness/exchange-account';
import { keyringItems } from './harness/keyring';
import { launchApp, type LaunchedApp } from './harness/launch';
import { pattern, Terminal, text } from './harness/terminal';

/** How long a window may take to show what has happened (ms): it asks every three seconds, on a busy machine later. */
const SOON = { timeout: 15_000, interval: 50 };

/** PROTOCOL leaves fees to the exchange; this one takes 1 in 1000 of what is received. */
const AFTER_FEE = '0.999';

describe('the practice account, from the first start on', () => {
  let environment: TestEnvironment;
  let userData: string;
  let app: LaunchedApp;
  let terminal: Terminal;
  let exchange: ReturnType<typeof accountAt>;
  let keptItem: string;
  let keptAccount: string;
  let keptHoldings: Holdings;
  let restingId: string;
  let restingPrice: string;

  async function start(): Promise<void> {
    app = await launchApp({ environment, userData });
    terminal = await new Terminal(await app.window('terminal')).live();
  }

  async function practiceItem(): Promise<{ text: string; key: string; secret: string }> {
    const items = (await keyringItems(environment.bus)).filter(({ service }) => service === 'Perch');
    expect(items).toHaveLength(1);
    const { keyId, secret } = JSON.parse(items[0]!.secret);
    return { text: items[0]!.secret, key: keyId, secret };
  }

  /** With the address that the window names and the key from the keyring: it works only when both are the real ones. */
  async function askDirectly(): Promise<ReturnType<typeof accountAt>> {
    const { key, secret } = await practiceItem();
    return accountAt({ rest: `http://${await terminal.host()}`, key, secret });
  }

  /** The window shows exactly what the exchange says, asset by asset. */
  async function expectShown(holdings: Holdings): Promise<void> {
    const owned = Object.fromEntries(
      Object.entries(holdings).filter(([, { free, locked }]) => free !== '0' || locked !== '0'),
    );
    await expect.poll(() => terminal.balances(), SOON).toEqual(owned);
  }

  beforeAll(async () => {
    environment = await startEnvironment('unlocked');
    userData = await mkdtemp(join(tmpdir(), 'perch-user-'));
    await start();
    return async () => {
      await app.dispose();
      await environment.end();
      await rm(userData, { recursive: true, force: true });
    };
  });

  it('exists on a fresh profile, says PAPER, and keeps its key in the keyring', async () => {
    const { key, text: item } = await practiceItem();
    keptItem = item;
    keptAccount = await terminal.account();
    expect(await terminal.badge()).toBe(text('mode.paper'));
    expect(keptAccount).toContain(text('header.key', { tail: key.slice(-4) }));
    const card = await terminal.accountCard('Practice account');
    await card.getByText(text('accountState.works')).waitFor();
    await card.getByText(text('accounts.secretHome.keychain')).waitFor();
    await terminal.closeDialog();
    exchange = await askDirectly();
    await expectShown(await exchange.holdings());
  });

  it('shows markets whose prices move', async () => {
    const rows = terminal.page.getByRole('option');
    const before = await rows.allInnerTexts();
    expect(before.length).toBeGreaterThanOrEqual(8);
    await expect.poll(() => rows.allInnerTexts(), SOON).not.toEqual(before);
  });

  it('rests an order in the book, lists it, and locks exactly what it needs', async () => {
    const before = await exchange.holdings();
    await terminal.select('BTC/USDT');
    const price = add(await terminal.priceAt('0.87'), '0.5');
    const id = await terminal.rest('BUY', price, '0.0125');
    await terminal.showOrders();
    await expect
      .poll(() => terminal.openOrders(), SOON)
      .toEqual([
        {
          market: 'BTC/USDT',
          side: text('orders.buy'),
          price,
          quantity: '0.0125',
          orderId: id,
        },
      ]);
    expect(await exchange.openOrders('BTCUSDT')).toMatchObject([
      { orderId: id, side: 'BUY', status: 'NEW', executedQty: expect.stringMatching(/^0(\.0+)?$/) },
    ]);
    const cost = multiply(price, '0.0125');
    const { free, locked } = before['USDT']!;
    const during = {
      ...before,
      USDT: { free: subtract(free, cost), locked: normalize(add(locked, cost)) },
    };
    expect(await exchange.holdings()).toEqual(during);
    await expectShown(during);
    await terminal.showOrders();
    await terminal.cancel(id);
    await expect.poll(() => terminal.openOrders(), SOON).toEqual([]);
    expect(await exchange.openOrders('BTCUSDT')).toEqual([]);
    expect(await exchange.order('BTCUSDT', id)).toMatchObject({ status: 'CANCELED' });
    expect(await exchange.holdings()).toEqual(before);
    await expectShown(before);
  });

  it('fills an order and moves the balances by exactly what it cost, less the fee', async () => {
    const before = await exchange.holdings();
    await terminal.select('BTC/USDT');
    const { askPrice } = await exchange.best('BTCUSDT');
    // A little through the ask: the market moves while it is typed.
    const limit = cutDown(multiply(askPrice, '1.005'), 2);
    const known = new Set((await exchange.allOrders('BTCUSDT')).map(({ orderId }) => orderId));
    await terminal.fill('BUY', limit, '0.01234');
    await terminal.send();
    const said = await terminal.says(pattern('ticket.result.filled', { quantity: '0.01234', asset: 'BTC' }));

    const placed = (await exchange.allOrders('BTCUSDT')).filter(({ orderId }) => !known.has(orderId));
    expect(placed).toHaveLength(1);
    const { executedQty, cummulativeQuoteQty: paid, status } = placed[0]!;
    expect(status).toBe('FILLED');
    expect(normalize(executedQty)).toBe('0.01234');
    expect(compare(paid, multiply(limit, '0.01234'))).not.toBe(1);
    expect(said).toContain(shownAverage(paid, executedQty));

    const after = {
      ...before,
      USDT: { ...before['USDT']!, free: subtract(before['USDT']!.free, paid) },
      BTC: { ...before['BTC']!, free: add(before['BTC']!.free, multiply(executedQty, AFTER_FEE)) },
    };
    expect(await exchange.holdings()).toEqual(after);
    await expectShown(after);
    await terminal.showOrders();
    expect(await terminal.openOrders()).toEqual([]);
  });

  it('quits with an order in the book', async () => {
    await terminal.select('ETH/USDT');
    restingPrice = subtract(await terminal.priceAt('1.13'), '0.01');
    restingId = await terminal.rest('SELL', restingPrice, '1.5');
    await terminal.select('BTC/USDT');
    keptHoldings = await exchange.holdings();
    expect(keptHoldings['ETH']!.locked).toBe('1.5');
    expect(await app.quit()).toBe(0);
  });

  it('is there again after the next start: the same account, key, balances and open order', async () => {
    await start();
    expect((await practiceItem()).text).toBe(keptItem);
    expect(await terminal.account()).toBe(keptAccount);
    expect(await terminal.badge()).toBe(text('mode.paper'));
    await expect
      .poll(() => terminal.openOrders(), SOON)
      .toEqual([
        {
          market: 'ETH/USDT',
          side: text('orders.sell'),
          price: restingPrice,
          quantity: '1.5',
          orderId: restingId,
        },
      ]);
    exchange = await askDirectly();
    expect(await exchange.holdings()).toEqual(keptHoldings);
    await expectShown(keptHoldings);
    await terminal.showOrders();
    await terminal.cancel(restingId);
    await expect.poll(() => terminal.openOrders(), SOON).toEqual([]);
  });
});

/** What the ticket says was paid on average, as the window writes it: two decimals, rounded. */
function shownAverage(paid: string, quantity: string): string {
  const [whole = '', fraction = ''] = divideDown(paid, quantity, 4).split('.');
  const cents = `${fraction}0000`.slice(0, 2);
  const up = Number(`${fraction}0000`[2]) >= 5;
  const rounded = up ? add(`${whole}.${cents}`, '0.01') : `${whole}.${cents}`;
  const [head = '', tail = ''] = rounded.split('.');
  return `${head.replace(/\B(?=(\d{3})+$)/g, ',')}.${tail.padEnd(2, '0')}`;
}
