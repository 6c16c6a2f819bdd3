import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { startPaper, type TestPaper } from '../electron/paper/testing';
import type { AccountsState } from '@shared/contract/topics';
import { TOPIC_WINDOWS } from '@shared/contract/surface';
import type { AccountLimits, LimitsState } from '../shared/domain/limits';
import { add, compare, cutDown, multiply } from '../shared/domain/decimal';
import type { Result } from '../shared/domain/result';
import { ConfirmPane } from './harness/confirm-pane';
import { startEnvironment } from './harness/environment';
import { accountAt } from './harness/exchange-account';
import { addAccount } from './harness/key-window';
import { launchApp, type LaunchedApp } from './harness/launch';
import { startOutside, type Outside } from './harness/outside';
import { giveRawBridge, type RawBridge } from './harness/raw-bridge';
import { reachAround } from './harness/reach-out';
import { Terminal } from './harness/terminal';

declare const raw: RawBridge;

/*
 * The terminal window runs somebody else's script: everything of its page and its preload is theirs. What it can do is what a person
 * could do in it without being asked by main; this is what it can not.
 */

const LIMITS = {
  confirm: 'unusual',
  largestOrder: '450',
  largestDay: '1000',
  confirmAbove: '300',
  symbols: ['BTCUSDT'],
} as const;

// What is let through waits for a question that nobody answers.
vi.setConfig({ testTimeout: 30_000 });

let app: LaunchedApp;
let paper: TestPaper;
let outside: Outside;
let page: Page;
let accountId: string;
/** Price of the best bid, and what is bought for about 190 USDT at it, in ten-thousandths. */
let bid: string;
let ordinary: number;

/** The newest whole value of a topic, as the page is told it. */
function topic<T>(name: 'accounts' | 'limits'): Promise<T> {
  return page.evaluate(
    (which) =>
      new Promise<T>((resolve) => {
        window.perch.subscribe(which, (update) => 'whole' in update && resolve(update.whole as T));
      }),
    name,
  );
}

const limitsNow = async () => (await topic<LimitsState>('limits')).limits;
const codeOf = (answer: Result<unknown>): string => (answer.ok ? 'ok' : answer.error.code);
const inTenThousandths = (count: number): string => (count / 10_000).toFixed(4);

beforeAll(async () => {
  const environment = await startEnvironment();
  outside = await startOutside();
  paper = await startPaper({ marketMaker: false });
  app = await launchApp({ environment });
  const terminal = await new Terminal(await app.window('terminal')).live();
  await addAccount(app, terminal, { name: 'Own money', ...paper });
  page = await giveRawBridge(app, 'terminal');
  await new Terminal(page).live();
  ({ activeId: accountId } = await topic<AccountsState>('accounts'));
  await ConfirmPane.saysYesDuring(page.context(), change(LIMITS));
  expect(await limitsNow()).toMatchObject(LIMITS);
  ({ bidPrice: bid } = await accountAt(paper).best('BTCUSDT'));
  ordinary = Math.floor((190 / Number(bid)) * 10_000);
  // The book of the market is there once the ticket can join it.
  await page.getByRole('grid').locator('[data-side=bids] .price').first().waitFor();
  return async () => {
    await app.dispose();
    await paper.stop();
    await outside.close();
    await environment.end();
  };
});

function change(changes: Partial<AccountLimits>): Promise<Result<unknown>> {
  return page.evaluate(([id, wanted]) => raw.call('limits.change', { accountId: id, changes: wanted }), [
    accountId,
    changes,
  ] as const);
}

/** Asks main past the bridge for many orders at once; each is an intent of its own. */
function place(orders: readonly { symbol?: string; quantity: string; price?: string }[]): Promise<string[]> {
  const inputs = orders.map(({ symbol = 'BTCUSDT', quantity, price = bid }) => ({
    intentId: randomUUID(),
    accountId,
    intent: { symbol, side: 'BUY', price, quantity },
  }));
  return page
    .evaluate((all) => Promise.all(all.map((input) => raw.call('order.place', input))), inputs)
    .then((answers) => answers.map(codeOf));
}

/** What the exchange has had to do with it, by value. */
async function spent(): Promise<{ orders: number; value: string }> {
  const { openOrders, allOrders } = accountAt(paper);
  const orders = [...(await openOrders('BTCUSDT')), ...(await allOrders('BTCUSDT'))];
  const value = orders.reduce((sum, { price, origQty }) => add(sum, multiply(price, origQty)), '0');
  return { orders: orders.length, value };
}

describe('a terminal window that was taken over', () => {
  it('cannot spend more in an order or a day than the account may, nor on another market or account', async () => {
    const above = inTenThousandths(Math.ceil((460 / Number(bid)) * 10_000));
    expect(await place([{ quantity: above }])).toEqual(['limit.largest-order']);
    expect(await place([{ symbol: 'ETHUSDT', quantity: '0.01', price: '3000' }])).toEqual(['limit.symbol']);
    expect(await place([{ quantity: inTenThousandths(ordinary), price: cutDown(multiply(bid, '0.5'), 0) }])).toEqual(['limit.distance']);
    const elsewhere = await page.evaluate(
      (input) => raw.call('order.place', input),
      { intentId: randomUUID(), accountId: 'paper', intent: { symbol: 'BTCUSDT', side: 'BUY', price: bid, quantity: '0.003' } },
    );
    expect(codeOf(elsewhere)).toBe('account.not-active');
    expect((await spent()).orders).toBe(0);

    // Twelve at once, each within every limit: together they are more than twice of what the day may be.
    const codes = await place(Array.from({ length: 12 }, (_, index) => ({ quantity: inTenThousandths(ordinary + index) })));
    expect(new Set(codes)).toEqual(new Set(['ok', 'limit.largest-day']));
    const { orders, value } = await spent();
    expect([orders, compare(value, LIMITS.largestDay) <= 0]).toEqual([codes.filter((code) => code === 'ok').length, true]);
    expect(orders).toBeGreaterThan(1);
    expect(ConfirmPane.open(page.context())).toBeUndefined();
  }); // prettier-ignore

  it('cannot trade by calling very often', async () => {
    const before = await spent();
    // More than what is left of the day, and less than what is asked about.
    const quantity = inTenThousandths(Math.floor((295 / Number(bid)) * 10_000));
    const codes = await page.evaluate(
      async ([id, price, amount]) => {
        const intent = { symbol: 'BTCUSDT', side: 'BUY', price, quantity: amount };
        const calls = Array.from({ length: 10_000 }, () =>
          raw.call('order.place', { intentId: crypto.randomUUID(), accountId: id, intent }),
        );
        return (await Promise.all(calls)).map((answer) => (answer.ok ? 'ok' : answer.error.code));
      },
      [accountId, bid, quantity] as const,
    );
    expect(codes.filter((code) => !/^(ipc\.rate|limit\.largest-day)$/.test(code))).toEqual([]);
    expect(await spent()).toEqual(before);
    await expect.poll(() => page.evaluate(() => raw.call('window.painted')).then(codeOf)).toBe('ok');
  });

  it('cannot loosen a limit or answer the question about it, and what main asks stays on the screen of main', async () => {
    const asked = change({ largestDay: null, largestOrder: null, symbols: null, confirmAbove: null, refuseDistance: '1000' });
    const pane = await ConfirmPane.coming(page.context());
    const attempts = await page.evaluate(async () => {
      const ids = ['7d8ab3f4-3d2f-4f4e-9ad3-54f6d6c2a111', crypto.randomUUID()];
      const answers = await Promise.all(ids.map((id) => raw.call('confirm.answer', { id, accept: true })));
      raw.subscribe('confirmRequest');
      const opened = window.open('', 'confirm') ?? window.open('app://perch/confirm.html');
      return {
        codes: answers.map((answer) => (answer.ok ? 'ok' : answer.error.code)),
        offered: 'confirm.answer' in window.perch.commands,
        opened: opened !== null,
        opener: window.opener as unknown,
        others: [window.length, window.parent === window, window.top === window],
        heard: raw.published().includes('confirmRequest'),
      };
    });
    expect(attempts).toEqual({
      codes: ['ipc.command', 'ipc.command'],
      offered: false,
      opened: false,
      opener: null,
      others: [0, true, true],
      heard: false,
    });
    await pane.decline();
    expect(codeOf(await asked)).toBe('limit.not-confirmed');
    expect(await limitsNow()).toMatchObject(LIMITS);
  }); // prettier-ignore

  it('cannot place what a person is to be asked about without a person', async () => {
    await ConfirmPane.saysYesDuring(page.context(), change({ largestDay: '5000' }));
    const before = await spent();
    const large = inTenThousandths(Math.ceil((320 / Number(bid)) * 10_000));
    const asked = place([{ quantity: large }]);
    const pane = await ConfirmPane.coming(page.context());
    expect((await spent()).orders).toBe(before.orders);
    await pane.decline();
    expect(await asked).toEqual(['order.not-confirmed']);
    expect(await spent()).toEqual(before);
  });

  it('cannot give an account another address or key, or choose where files go', async () => {
    const before = await topic<AccountsState>('accounts');
    const elsewhere = { restUrl: outside.http, streamUrl: outside.http.replace('http', 'ws') };
    const codes = await page.evaluate(
      async ([id, addresses]) => {
        const key = { ...addresses, accountId: id, name: 'x', keyId: 'k', secret: { from: 'typed', text: 's' }, keep: 'session' };
        const calls: readonly (readonly [string, unknown])[] = [
          ['key.save', key],
          ['key.readClipboard', undefined],
          ['account.rename', { accountId: id, name: 'x', ...addresses }],
          ['account.activate', { accountId: id, ...addresses }],
          ['account.openKeyWindow', { accountId: id, ...addresses }],
          ['settings.change', addresses],
          ['report.save', { text: 'x', path: '/tmp/x' }],
          ['history.export', { accountId: id, filter: {}, path: '/tmp/x' }],
          ['system.openFolder', { path: '/' }],
        ];
        const answers = await Promise.all(calls.map(([name, input]) => raw.call(name, input)));
        return answers.map((answer) => (answer.ok ? 'ok' : answer.error.code));
      },
      [accountId, elsewhere] as const,
    );
    expect(codes).toEqual(['ipc.command', 'ipc.command', ...Array.from({ length: 7 }, () => 'ipc.input')]);
    expect(await topic<AccountsState>('accounts')).toEqual(before);
  }); // prettier-ignore

  it('is told no key by any topic', async () => {
    const told = await page.evaluate(async (names) => {
      const heard: unknown[] = [];
      for (const name of names) {
        raw.subscribe(name);
        try {
          window.perch.subscribe(name as 'settings', (update) => heard.push(update));
        } catch {
          // Not for this window.
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
      const stored = [Object.entries(localStorage), Object.entries(sessionStorage), document.cookie];
      return JSON.stringify([heard, stored, document.documentElement.outerHTML]);
    }, Object.keys(TOPIC_WINDOWS));
    expect(told).toContain('"accounts"');
    expect(told).toContain(paper.key.slice(-4));
    expect([told.includes(paper.key), told.includes(paper.secret)]).toEqual([false, false]);
  });

  it('reaches no prototype of main', async () => {
    const codes = await page.evaluate(async () => {
      const polluted = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}') as unknown;
      const names = ['limits.change', 'settings.change', 'order.place', 'alert.create', '__proto__', 'constructor', 'toString'];
      const answers = await Promise.all([
        ...names.map((name) => raw.call(name, polluted)),
        raw.call({ toString: () => 'window.painted' } as unknown).catch(() => undefined),
      ]);
      return answers.map((answer) => (answer === undefined ? 'not sent' : answer.ok ? 'ok' : answer.error.code));
    });
    expect(new Set(codes)).toEqual(new Set(['ipc.input', 'ipc.command', 'not sent']));
    expect(await app.electron.evaluate(() => Reflect.get({}, 'polluted') === undefined)).toBe(true);
  }); // prettier-ignore

  it('a text of 400 MB stays in the window', async () => {
    const stalled = app.electron.evaluate(async () => {
      let longest = 0;
      for (let last = performance.now(), turn = 0; turn < 40; turn += 1) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
      }
      return longest;
    });
    const code = await page.evaluate(async () => {
      const answer = await window.perch.commands['symbol.select']({ symbol: 'x'.repeat(400_000_000) });
      return answer.ok ? 'ok' : answer.error.code;
    });
    expect(code).toBe('ipc.payload');
    expect(await stalled).toBeLessThan(1_000);
  });

  it('reaches no server and has no name looked up, by none of the ways around requests', async () => {
    const before = outside.seen().length;
    const file = join(app.userData, 'net-log.json');
    await app.electron.evaluate(({ netLog }, path) => netLog.startLogging(path, { captureMode: 'everything' }), file);
    expect(await page.evaluate(reachAround, [outside.http, 'told.perch.example'] as const)).toEqual([]);
    await app.electron.evaluate(({ netLog }) => netLog.stopLogging());
    const log = readFileSync(file, 'utf8');
    expect(log).toContain('logEventTypes');
    expect(log.match(/[\w-]+\.told\.perch\.example/g)).toBeNull();
    expect(outside.seen().slice(before)).toEqual([]);
  }); // prettier-ignore
});
