import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../electron/paper/testing';
import { startEnvironment } from './harness/environment';
import { accountAt } from './harness/exchange-account';
import { addAccount } from './harness/key-window';
import { launchApp } from './harness/launch';
import { recordRequests } from './harness/recorded-requests';
import { pattern, Terminal, text, type Field } from './harness/terminal';

const SOON = { timeout: 15_000, interval: 50 };
const PLACE = '/api/v1/spot/order';

/** One account on an exchange whose market stands still, so that every price is known. */
let terminal: Terminal;
let paper: TestPaper;
let exchange: ReturnType<typeof accountAt>;

beforeAll(async () => {
  const environment = await startEnvironment('unlocked');
  paper = await startPaper({ marketMaker: false });
  exchange = accountAt(paper);
  const app = await launchApp({ environment });
  terminal = await new Terminal(await app.window('terminal')).live();
  await addAccount(app, terminal, { name: 'Quiet market', ...paper });
  return async () => {
    await app.dispose();
    await paper.stop();
    await environment.end();
  };
});

describe('the ticket', () => {
  let sent: ReturnType<typeof recordRequests>;

  beforeEach(async () => {
    await terminal.select('BTC/USDT');
    sent = recordRequests(paper.rest);
    return () => {
      sent.stop();
      paper.faults([]);
    };
  });

  const posts = (): string[] =>
    sent.requests.filter(({ method }) => method === 'POST').map(({ path }) => path);

  const openIds = (): string[] => [...paper.exchange.account.openOrders()].map(({ id }) => String(id));

  it('has an order checked by the exchange without placing it', async () => {
    const before = await exchange.holdings();
    await terminal.fill('BUY', '57000', '0.01');
    await terminal.test.click();
    await terminal.says(pattern('ticket.testPassed'));
    expect(posts()).toEqual([`${PLACE}/test`]);
    expect(openIds()).toEqual([]);
    expect(await exchange.holdings()).toEqual(before);
  });

  it('shows why the exchange itself refused', async () => {
    const body = JSON.stringify({ code: -2010, msg: 'Market is closed.' });
    paper.faults([
      { method: 'POST', path: PLACE, action: { kind: 'answer', status: 400, body, when: 'before' } },
    ]);
    await terminal.fill('BUY', '57000', '0.01');
    await terminal.send();
    const reason = text('error.refused.market-closed');
    await terminal.says(pattern('ticket.result.refused', { reason }));
    expect(openIds()).toEqual([]);
  });

  const refusals: readonly (readonly [claim: string, price: string, quantity: string, Field, RegExp])[] = [
    [
      'a price with too many decimals',
      '57000.123',
      '0.01',
      'price',
      pattern('error.order.precision', { field: 'Price', precision: '2' }),
    ],
    [
      'a quantity with too many decimals',
      '57000',
      '0.123456',
      'quantity',
      pattern('error.order.precision', { field: 'Quantity', precision: '5' }),
    ],
    [
      'more than the free balance',
      '57000',
      '3',
      'total',
      pattern('error.order.balance', { needed: '171,000', asset: 'USDT' }),
    ],
    ['an empty price', '', '0.01', 'price', pattern('error.order.empty', { field: 'Price' })],
    ['an empty quantity', '57000', '', 'quantity', pattern('error.order.empty', { field: 'Quantity' })],
    ['a price of zero', '0', '0.01', 'price', pattern('error.order.zero', { field: 'Price' })],
    ['a quantity below the least', '57000', '0', 'quantity', pattern('error.order.zero')],
    [
      'a price above the most',
      '1000000.01',
      '0.00002',
      'price',
      pattern('error.order.above-max', { field: 'Price' }),
    ],
    [
      'a total below the least',
      '57000',
      '0.0001',
      'total',
      pattern('error.order.below-notional', { bound: '10', asset: 'USDT' }),
    ],
    ['a decimal comma', '57000,5', '0.01', 'price', pattern('amount.comma')],
    ['an exponent', '57000', '1e-2', 'quantity', pattern('amount.exponent')],
  ];

  it.each(refusals)(
    'refuses %s below its field and sends nothing',
    async (...[, price, quantity, field, rule]) => {
      await terminal.fill('BUY', price, quantity);
      await terminal.submit.click();
      await expect.poll(() => terminal.note(field), SOON).toMatch(rule);
      expect(await terminal.field(field).getAttribute('aria-invalid')).toBe('true');
      await terminal.test.click();
      expect(posts()).toEqual([]);
      // What might still be on its way would be before this one.
      const id = await terminal.rest('BUY', '57000', '0.01');
      expect(openIds()).toEqual([id]);
      expect(posts()).toEqual([PLACE]);
      await terminal.cancel(id);
      await expect.poll(openIds, SOON).toEqual([]);
    },
  );

  it('refuses a market that is halted, by name', async () => {
    await terminal.select('EOS/USDT');
    await terminal.says(pattern('ticket.halted', { symbol: 'EOS/USDT', status: 'HALT' }));
    expect(await terminal.submit.isDisabled()).toBe(true);
    await terminal.fill('BUY', '0.5', '100');
    await terminal.field('quantity').press('Enter');
    await terminal.select('BTC/USDT');
    const id = await terminal.rest('BUY', '57000', '0.01');
    expect(posts()).toEqual([PLACE]);
    await terminal.cancel(id);
    await expect.poll(openIds, SOON).toEqual([]);
  });

  it.each([
    ['a double click', () => terminal.submit.dblclick()],
    [
      'a click while the answer is late, twice',
      async () => {
        await terminal.submit.click();
        await terminal.submit.click({ force: true });
      },
    ],
    [
      'a held Enter key',
      async () => {
        await terminal.field('quantity').focus();
        for (let repeat = 0; repeat < 12; repeat += 1) await terminal.page.keyboard.down('Enter');
        await terminal.page.keyboard.up('Enter');
      },
    ],
  ])('places one order for %s', async (_how, send) => {
    paper.faults([{ method: 'POST', path: PLACE, count: 1, action: { kind: 'delay', ms: 400 } }]);
    await terminal.fill('BUY', '57000', '0.01');
    // The button rests for a moment after the order before.
    await expect.poll(() => terminal.submit.isEnabled(), SOON).toBe(true);
    await send();
    await terminal.confirmed();
    const said = await terminal.says(pattern('ticket.result.resting'));
    const first = /\d{3,}/.exec(said)?.[0] ?? '';
    // A second order of the first press would reach the exchange before this one.
    await terminal.fill('BUY', '57001', '0.02');
    await terminal.send();
    await expect.poll(() => openIds().length, SOON).toBeGreaterThan(1);
    const ids = openIds();
    expect(ids).toHaveLength(2);
    expect(ids).toContain(first);
    expect(posts()).toEqual([PLACE, PLACE]);
    await expect.poll(async () => (await terminal.openOrders()).length, SOON).toBe(2);
    for (const id of ids) await terminal.cancel(id);
    await expect.poll(openIds, SOON).toEqual([]);
  });

  it('takes the ask as it stands, and says what was paid', async () => {
    const { askPrice } = await exchange.best('BTCUSDT');
    await terminal.ticket.getByRole('radio').first().click();
    await terminal.ticket.getByRole('button', { name: text('ticket.takeAsk') }).click();
    await terminal.field('quantity').fill('0.001');
    await terminal.send();
    await terminal.says(pattern('ticket.result.filled', { quantity: '0.001', asset: 'BTC' }));
    const [trade] = paper.exchange.account.trades.slice(-1);
    expect(trade).toMatchObject({ side: 'BUY', maker: false });
    expect((await terminal.ticket.getByRole('status').allInnerTexts()).join(' ')).toContain(
      Number(askPrice).toLocaleString('en-US', { minimumFractionDigits: 2 }),
    );
  });
});

describe('the list of markets', () => {
  it.each([
    ['btc', ['BNB/BTC', 'BTC/USDT', 'ETH/BTC', 'JEX/BTC', 'LTC/BTC', '月BTC看涨0226/USDT']],
    ['ｅｏｓ', ['EOS/USDT']],
    ['看涨', ['月BTC看涨0226/USDT']],
    ['月btc看涨0226/usdt', ['月BTC看涨0226/USDT']],
  ])('finds by “%s”', async (query, markets) => {
    await terminal.search.fill(query);
    const found = async (): Promise<string[]> =>
      (await terminal.markets.getByRole('option').all()).length === 0
        ? []
        : (
            await terminal.markets
              .getByRole('option')
              .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''))
          )
            .map((label) => label.split(' ')[0] ?? '')
            .sort();
    await expect.poll(found, SOON).toEqual([...markets].sort());
    await terminal.search.fill('');
  });

  it('says when nothing fits', async () => {
    await terminal.search.fill('nothing-like-it');
    await terminal.page.getByText(text('markets.noMatch', { query: 'nothing-like-it' })).waitFor();
    await terminal.search.fill('');
  });

  it('trades a market with a Chinese name', async () => {
    await terminal.select('月BTC看涨0226/USDT');
    const id = await terminal.rest('BUY', '1050.5', '2');
    const [order] = paper.exchange.account.openOrders();
    expect(order).toMatchObject({ id: BigInt(id), instrument: { symbol: 'BTCCALLM0226' } });
    await terminal.showOrders();
    await expect
      .poll(() => terminal.openOrders(), SOON)
      .toMatchObject([{ market: '月BTC看涨0226/USDT', orderId: id }]);
    await terminal.cancel(id);
    await expect.poll(() => [...paper.exchange.account.openOrders()], SOON).toEqual([]);
  });
});
