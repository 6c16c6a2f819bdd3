import { createServer } from 'node:net';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startPaper, type TestPaper } from '../electron/paper/testing';
import { startEnvironment } from './harness/environment';
import { accountAt } from './harness/exchange-account';
import { addAccount, openKeyWindow, useAccount, type KeyField } from './harness/key-window';
import { keyringItems } from './harness/keyring';
import { launchApp, type LaunchedApp } from './harness/launch';
import { paperOfTest } from './harness/launch-terminal';
import { recordRequests } from './harness/recorded-requests';
import { pattern, Terminal, text } from './harness/terminal';

const SOON = { timeout: 20_000, interval: 50 };

let app: LaunchedApp;
let terminal: Terminal;
let paper: TestPaper;
let bus: string;

/** One app; each test brings the server that goes wrong. */
beforeAll(async () => {
  const environment = await startEnvironment('unlocked');
  bus = environment.bus;
  paper = await startPaper({ marketMaker: false, keyId: 'key-of-the-good-server' });
  app = await launchApp({ environment });
  terminal = await new Terminal(await app.window('terminal')).live();
  return async () => {
    await app.dispose();
    await paper.stop();
    await environment.end();
  };
});

/** Rests an order and takes it back: the account trades. */
async function expectTrades(server: TestPaper): Promise<void> {
  await terminal.select('BTC/USDT');
  const id = await terminal.rest('BUY', '57000', '0.01');
  expect([...server.exchange.account.openOrders()].map((order) => String(order.id))).toEqual([id]);
  await terminal.showOrders();
  await terminal.cancel(id);
  await expect.poll(() => [...server.exchange.account.openOrders()], SOON).toEqual([]);
}

describe('a key window that is given what can not work', () => {
  const closedPort = (): Promise<number> =>
    new Promise((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
      });
    });

  /** Tries it, and expects that nothing was kept of it. */
  async function refusalsOf(given: {
    rest?: string;
    stream?: string;
    key?: string;
    secret?: string;
  }): Promise<Partial<Record<KeyField, string>>> {
    const before = (await keyringItems(bus)).length;
    const window = await openKeyWindow(app, terminal);
    await window.fill({ name: 'Does not work', ...paper, ...given });
    await window.check();
    const refusals = await window.refusals();
    await window.cancel();
    expect(await keyringItems(bus)).toHaveLength(before);
    expect(await (await terminal.accountCard('Does not work')).count()).toBe(0);
    await terminal.closeDialog();
    return refusals;
  }

  it('names the secret when it is wrong', async () => {
    expect(await refusalsOf({ secret: 'f'.repeat(64) })).toEqual({
      secret: expect.stringMatching(pattern('error.account.secret-wrong')),
    });
  });

  it('names the key when the exchange refuses it', async () => {
    expect(await refusalsOf({ key: 'a-key-nobody-knows' })).toEqual({
      keyId: expect.stringMatching(pattern('error.account.key-refused')),
    });
  });

  it('names the address when nothing answers there', async () => {
    const port = await closedPort();
    expect(await refusalsOf({ rest: `http://127.0.0.1:${port}`, stream: paper.stream })).toEqual({
      restUrl: expect.stringMatching(pattern('error.account.unreachable')),
    });
  });

  it('names the address when its server has no such name', async () => {
    expect(await refusalsOf({ rest: 'https://exchange.invalid', stream: 'wss://exchange.invalid' })).toEqual({
      restUrl: expect.stringMatching(pattern('error.account.unreachable')),
    });
  });

  it('names the address field and the rule for each hostile form, and asks nobody', async () => {
    const field = { restUrl: text('field.restUrl'), streamUrl: text('field.streamUrl') };
    const hostile: readonly (readonly ['restUrl' | 'streamUrl', string, Parameters<typeof pattern>[0]])[] = [
      ['restUrl', 'http://exchange.example', 'error.address.plain'],
      ['restUrl', 'http://127.0.0.1.exchange.example', 'error.address.plain'],
      ['restUrl', 'http://localhost.exchange.example:80', 'error.address.plain'],
      ['restUrl', 'ftp://127.0.0.1', 'error.address.scheme'],
      ['restUrl', 'javascript:alert(1)', 'error.address.format'],
      ['restUrl', 'file:///etc/passwd', 'error.address.format'],
      ['restUrl', 'https://user:pass@127.0.0.1', 'error.address.user'],
      ['restUrl', 'https://127.0.0.1/?x=1', 'error.address.query'],
      ['restUrl', 'https://127.0.0.1/#x', 'error.address.query'],
      ['restUrl', 'https:\\\\127.0.0.1', 'error.address.characters'],
      ['restUrl', 'https://exa mple.com', 'error.address.characters'],
      ['restUrl', 'https://127.0.0.1:0', 'error.address.port'],
      ['restUrl', 'https://127.0.0.1/a%00b', 'error.address.path'],
      ['streamUrl', 'ws://exchange.example', 'error.address.plain'],
      ['streamUrl', 'https://127.0.0.1', 'error.address.scheme'],
    ];
    const sent = recordRequests(paper.rest);
    onTestFinished(() => sent.stop());
    const window = await openKeyWindow(app, terminal);
    await window.fill({ name: 'Hostile', ...paper });
    for (const [name, address, rule] of hostile) {
      // The stream address follows the other as long as nobody writes one.
      await window.field('restUrl').fill(name === 'restUrl' ? address : paper.rest);
      await window.field('streamUrl').fill(name === 'streamUrl' ? address : paper.stream);
      await window.check();
      const expected = { [name]: expect.stringMatching(pattern(rule, { field: field[name] })) };
      await expect.poll(() => window.refusals(), { ...SOON, message: address }).toEqual(expected);
    }
    expect(sent.requests).toEqual([]);
    await window.cancel();
  });
});

describe('a clock that differs from the exchange’s', () => {
  it.each([
    // What an answer takes on a busy machine is in the measurement.
    ['5 s behind', 5_000, /\b(4\.[5-9]|5\.[0-5]) s/, 'banner.behind'],
    ['5 s ahead', -5_000, /\b(4\.[5-9]|5\.[0-5]) s/, 'banner.ahead'],
    ['an hour behind', 3_600_000, /\b1 h/, 'banner.behind'],
  ] as const)(
    '%s is measured, shown, and does not keep from trading',
    async (name, clockOffsetMs, offset, way) => {
      const skewed = await paperOfTest({ clockOffsetMs });
      const account = `Clock ${name}`;
      await addAccount(app, terminal, { name: account, ...skewed });
      const banner = terminal.banner(pattern('banner.clock', { direction: text(way) }));
      await expect.poll(() => banner.first().textContent(), SOON).toMatch(offset);
      await expectTrades(skewed);
      const card = await terminal.accountCard(account);
      await card.getByText(text('accountState.works')).waitFor();
      await terminal.closeDialog();
    },
  );

  it('is measured again when it changes while the account trades', async () => {
    let shift = 0;
    const moving = await paperOfTest({ clock: () => Date.now() + shift });
    await addAccount(app, terminal, { name: 'Moving clock', ...moving });
    await expectTrades(moving);
    shift = 3_600_000;
    await expectTrades(moving);
    await terminal.banner(pattern('banner.clock', { direction: text('banner.behind') })).waitFor();
  });
});

describe('a server that goes away', () => {
  /** Milliseconds until the window calls its prices old, and what it says then. */
  async function untilStale(from: number): Promise<number> {
    await terminal.ticket.getByText(pattern('ticket.stale')).waitFor();
    return Date.now() - from;
  }

  it('leaves prices that look old within seconds, and is found again when it comes back', async () => {
    const secret = 'a'.repeat(64);
    let server = await startPaper({ marketMaker: false, secret });
    onTestFinished(() => server.stop());
    const port = Number(new URL(server.rest).port);
    await addAccount(app, terminal, { name: 'Comes and goes', ...server });
    await terminal.select('BTC/USDT');
    const gone = Date.now();
    await server.stop();
    const after = await untilStale(gone);
    // A market that stands still is confirmed each 3 s, and prices are old after 5.
    expect(after).toBeGreaterThan(1_500);
    expect(after).toBeLessThan(12_000);
    await terminal.banner(pattern('banner.offline')).waitFor();
    await terminal.header.page().getByText(pattern('markets.old')).first().waitFor();

    server = await startPaper({ marketMaker: false, secret, port });
    await terminal.banner(pattern('banner.offline')).waitFor({ state: 'detached' });
    await terminal.ticket.getByText(pattern('ticket.stale')).waitFor({ state: 'detached' });
    await expectTrades(server);
  });

  it('or that no longer answers is noticed as fast', async () => {
    const silent = await paperOfTest();
    await addAccount(app, terminal, { name: 'Falls silent', ...silent });
    await terminal.select('BTC/USDT');
    const since = Date.now();
    silent.faults([{ action: { kind: 'hang' } }]);
    expect(await untilStale(since)).toBeLessThan(12_000);
  });

  it('refuses a key in use: the window says so and signed polling ends', async () => {
    const strict = await paperOfTest();
    await addAccount(app, terminal, { name: 'Key withdrawn', ...strict });
    const body = JSON.stringify({ code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' });
    strict.faults([
      { path: '/api/v1/account', action: { kind: 'answer', status: 401, body, when: 'before' } },
    ]);
    // While its stream is live the account is confirmed each 30 s, and after a sleep at once.
    await app.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));
    await terminal.banner(pattern('banner.account', { name: 'Key withdrawn' })).waitFor();
    await terminal.page
      .getByText(/Invalid API-key, IP, or permissions/)
      .first()
      .waitFor();
    const sent = recordRequests(strict.rest);
    onTestFinished(() => sent.stop());
    const prices = (): number => sent.requests.filter(({ path }) => path.includes('ticker')).length;
    // Prices go on: a market that stands still is confirmed by REST each 3 s, as often as a refused account would be asked for.
    await expect.poll(prices, SOON).toBeGreaterThan(3);
    expect(sent.requests.filter(({ path }) => /account|openOrders/.test(path))).toEqual([]);
  });
});

describe('an exchange that says: too many requests', () => {
  it.each([
    [429, 4],
    [418, 12],
  ])(
    '%i: nothing is sent until the wait of %i s is over, and the window shows it',
    async (status, seconds) => {
      const busy = await paperOfTest();
      await addAccount(app, terminal, { name: `Busy ${status}`, ...busy });
      await terminal.select('BTC/USDT');
      const sent = recordRequests(busy.rest);
      onTestFinished(() => sent.stop());
      const headers = { 'Retry-After': String(seconds) };
      const body = JSON.stringify({ code: -1003, msg: 'Too many requests.' });
      const since = Date.now();
      busy.faults([{ count: 1, action: { kind: 'answer', status, headers, body, when: 'before' } }]);
      await terminal.banner(pattern('banner.limited')).waitFor();
      const connection = terminal.page.getByRole('status', { name: text('connection.label') });
      expect(await connection.textContent()).toMatch(pattern('connection.limited'));
      await terminal.fill('BUY', '57000', '0.01');
      await terminal.send();
      if (seconds > 5) {
        // Longer than an order may wait: it is given back, unsent.
        await terminal.says(pattern('ticket.result.refused'));
        expect([...busy.exchange.account.openOrders()]).toEqual([]);
      } else {
        await terminal.says(pattern('ticket.result.resting'));
      }
      await terminal.banner(pattern('banner.limited')).waitFor({ state: 'detached' });
      await expect.poll(() => sent.requests.length, SOON).toBeGreaterThan(6);
      const gaps = sent.requests.slice(1).map(({ at }, index) => at - sent.requests[index]!.at);
      expect(Math.max(...gaps)).toBeGreaterThanOrEqual(seconds * 1_000 - 250);
      const pause = gaps.indexOf(Math.max(...gaps));
      // What was on its way already when the refusal came may still arrive; then nothing. While all is live, requests are rare.
      const refused = sent.requests.find(({ at }) => at >= since);
      expect(sent.requests[pause]!.at - (refused?.at ?? 0)).toBeLessThan(2_000);
      await expect.poll(() => connection.textContent(), SOON).toMatch(pattern('connection.streaming'));
    },
  );
});

describe('after all of that', () => {
  it('an account on a good server works, and the practice account too', async () => {
    await addAccount(app, terminal, { name: 'Good server', ...paper });
    await expectTrades(paper);
    await terminal.chooseFromAccountMenu('Practice account');
    await expect.poll(() => terminal.badge(), SOON).toBe(text('mode.paper'));
    await terminal.live();
    await useAccount(terminal, { name: 'Good server', rest: paper.rest });
    expect(await accountAt(paper).openOrders('BTCUSDT')).toEqual([]);
  });
});
