import type { Locator } from 'playwright-core';
import type { FaultRuleInput } from '../../electron/paper/faults/rule';
import { startPaper, type TestPaper } from '../../electron/paper/testing';
import type { MessageKey } from '../../shared/i18n/en';
import type { TestEnvironment } from '../harness/environment';
import { addAccount } from '../harness/key-window';
import { unlockKeyring } from '../harness/keyring';
import { outsideMarket } from '../harness/outside-market';
import { pattern, text } from '../harness/terminal';
import type { Desk } from './screen';

/** A state of the desk: how faults of the exchange or of the system bring it, and how its own next step ends it. */
export interface DeskState {
  readonly slug: string;
  /** What the desk says and offers. */
  readonly claim: string;
  /** Brings it about, in English, and waits until its words are there. It lasts until it is mended. */
  readonly provoke: () => Promise<void>;
  /** The parts that show it. */
  readonly parts: Readonly<Record<string, () => Locator>>;
  /** Takes the next step that the desk offers, and waits until all is well. Rejects when the step is not there or does not help. */
  readonly mend: () => Promise<void>;
}

/** A desk with the exchange that is made to fail; started when the first state needs it. */
export interface StateDesk extends Desk {
  readonly environment: TestEnvironment;
  paper: TestPaper | undefined;
  /** How far the exchange's clock is ahead of ours, ms. */
  shift: number;
  stopPulse?: () => void;
}

const AGAIN = { timeout: 40_000 };
const NAME = 'Main account';
const LIMITED = {
  kind: 'answer',
  status: 418,
  headers: { 'Retry-After': '7' },
  body: JSON.stringify({ code: -1003, msg: 'Too many requests.' }),
  when: 'before',
} as const;
const REFUSED = {
  kind: 'answer',
  status: 401,
  body: JSON.stringify({ code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' }),
  when: 'before',
} as const;

/** In the order in which one desk can go through them: those that cost a server come last. */
export function statesOf(desk: StateDesk): DeskState[] {
  const { terminal, environment } = desk;
  const { page } = terminal;
  const notices = (): Locator => page.locator('.banners section');
  const header = (): Locator => page.locator('header .session');
  const connection = (): Locator => page.locator('header .connection');
  const bottom = (): Locator => page.locator('#bottom-panel');
  const book = (): Locator => page.locator('#area-depth');
  const button = (key: MessageKey): Locator =>
    page.getByRole('button', { name: text(key as 'banner.retry'), exact: true });
  const showsMore = (): Locator =>
    page.getByRole('button', { name: text('banner.showMore', { count: '1' }), exact: true });
  const alertsTab = (): Locator => page.getByRole('tab', { name: new RegExp(`^${text('alerts.title')}`) });
  const card = (): Locator => page.getByRole('article', { name: NAME, exact: true });
  const faults = (rules: readonly FaultRuleInput[]): void => desk.paper?.faults(rules);
  const focused = (field: Locator): Promise<unknown> => field.and(page.locator(':focus')).waitFor();

  /** A signed call at once. To connect anew would be one too, and costs so much weight that the desk would spare what is left. */
  async function checkKey(sign: () => Promise<unknown>): Promise<void> {
    await terminal.accountCard(NAME);
    await card()
      .getByRole('button', { name: text('accounts.checkNamed', { name: NAME }) })
      .click();
    await sign();
    await terminal.closeDialog();
  }

  async function lockKeychain(): Promise<void> {
    await environment.lockKeyring();
    await page.evaluate(() => window.perch.commands['keychain.retry']());
  }

  /** An account on an exchange whose market moves a little, so that its streams have something to tell. */
  async function failingExchange(): Promise<void> {
    if (desk.paper) return;
    desk.paper = await startPaper({ marketMaker: false, seed: 21, clock: () => Date.now() + desk.shift });
    await addAccount(desk.app, terminal, { name: NAME, ...desk.paper });
    await terminal.select('BTC/USDT');
    desk.stopPulse = outsideMarket(desk.paper, 'BTCUSDT').pulse();
  }

  async function nothingToTell(): Promise<void> {
    await notices().waitFor({ state: 'detached', ...AGAIN });
  }

  return [
    {
      slug: 'paper',
      claim: 'the header says that the money is not real, and the account menu offers a real account',
      async provoke() {
        await terminal.live();
        await terminal.header.locator('strong').getByText(text('mode.paper'), { exact: true }).waitFor();
      },
      parts: { header },
      async mend() {
        await terminal.accountButton.click();
        await page.getByRole('menuitem', { name: text('accounts.add') }).waitFor();
        await page.keyboard.press('Escape');
      },
    },
    {
      slug: 'empty-orders',
      claim: 'the list says what will stand there, and leads to the ticket',
      async provoke() {
        await terminal.showOrders();
        await page.getByText(text('orders.empty')).waitFor();
      },
      parts: { list: bottom },
      async mend() {
        await button('orders.toTicket').click();
        await focused(terminal.field('quantity'));
      },
    },
    {
      slug: 'empty-alerts',
      claim: 'the list says what will stand there, and offers the first one',
      async provoke() {
        await alertsTab().click();
        await page.getByText(text('alerts.empty')).waitFor();
      },
      parts: { list: bottom },
      async mend() {
        await bottom()
          .getByRole('button', { name: text('alerts.new') })
          .last()
          .click();
        await page.getByRole('dialog', { name: text('alerts.new.title') }).waitFor();
        await page.keyboard.press('Escape');
        await terminal.showOrders();
      },
    },
    {
      slug: 'halted',
      claim: 'the ticket refuses, and leads to another market',
      async provoke() {
        await terminal.select('EOS/USDT');
        await terminal.ticket.getByText(pattern('ticket.halted')).waitFor();
        await terminal.ticket.locator('button[type=submit]:disabled').waitFor();
      },
      parts: {
        note: () => page.locator('#area-ticket form p[role=status]').last(),
        step: () => page.locator('#area-ticket form p[role=status] + div'),
      },
      async mend() {
        await button('ticket.otherMarket').click();
        await focused(terminal.search);
        await terminal.select('BTC/USDT');
      },
    },
    {
      slug: 'keychain-locked',
      claim: 'says what to do, and goes on after the retry',
      async provoke() {
        await lockKeychain();
        await terminal.banner(pattern('keychain.help.locked')).waitFor();
      },
      parts: { notice: notices },
      async mend() {
        await unlockKeyring(environment.bus);
        await button('keychain.retry').click();
        await notices().waitFor({ state: 'detached' });
      },
    },
    {
      slug: 'locked',
      claim: 'nothing of the accounts is shown, and one step brings it back',
      async provoke() {
        await page.evaluate(() => window.perch.commands['account.lock']());
        await terminal.ticket.getByText(pattern('accountState.locked')).waitFor();
      },
      parts: { notice: notices },
      async mend() {
        await button('accounts.unlock').first().click();
        await (await terminal.asked()).accept();
        await notices().waitFor({ state: 'detached' });
      },
    },
    {
      slug: 'loading',
      claim: 'a pane says what it waits for',
      async provoke() {
        await failingExchange();
        faults([{ path: '/api/v1/spot/depth', action: { kind: 'hang' } }]);
        await terminal.select('ETH/USDT');
        await book().getByText(pattern('book.loading')).waitFor();
      },
      parts: { book },
      async mend() {
        faults([]);
        await terminal.select('BTC/USDT');
        await page.locator('.book:not(.stale)').waitFor(AGAIN);
      },
    },
    {
      slug: 'clock-wrong',
      claim: 'says by how much, and measures again when asked to',
      async provoke() {
        await failingExchange();
        // A request that is ahead of the server is refused, and the clock measured again.
        desk.shift = -3_000;
        const said = terminal.banner(pattern('banner.clock'));
        await checkKey(() => said.waitFor({ state: 'attached' }));
        // With the clock measured its requests are taken again, and the account has nothing to say.
        await checkKey(() => card().getByText(text('accountState.works')).waitFor(AGAIN));
        await said.waitFor();
      },
      parts: { notice: notices },
      async mend() {
        desk.shift = 0;
        await button('banner.measure').click();
        await notices().waitFor({ state: 'detached' });
      },
    },
    {
      slug: 'key-refused',
      claim: 'says of which account, in the exchange’s words too, and offers to give a new key',
      async provoke() {
        await failingExchange();
        faults([{ path: '/api/v1/account', action: REFUSED }]);
        const said = terminal.banner(pattern('banner.account'));
        await checkKey(() => said.waitFor({ state: 'attached', ...AGAIN }));
        await said.waitFor();
      },
      parts: { notice: notices },
      async mend() {
        await button('accounts.newKey').first().click();
        await (await desk.app.window('key')).close();
        faults([]);
        await checkKey(() => card().getByText(text('accountState.works')).waitFor(AGAIN));
        await nothingToTell();
      },
    },
    {
      slug: 'rate-limited',
      claim: 'says for how long nothing is sent, and shows what was used',
      async provoke() {
        await failingExchange();
        faults([{ action: LIMITED, count: 1 }]);
        // Another market is asked about.
        await terminal.select('ETH/USDT');
        await terminal.banner(pattern('banner.limited')).waitFor(AGAIN);
      },
      parts: { notice: notices, connection },
      async mend() {
        await button('banner.diagnostics').click();
        await page.getByRole('dialog', { name: text('diagnostics.title') }).waitFor();
        await page.keyboard.press('Escape');
        await terminal.select('BTC/USDT');
        await nothingToTell();
      },
    },
    {
      slug: 'polling',
      claim: 'says that prices come later, and tries the streams again when asked to',
      async provoke() {
        await failingExchange();
        faults([
          { stream: '*', action: { kind: 'cut' } },
          { stream: '*', action: { kind: 'refuse' } },
        ]);
        // With how often prices come, which is known after a few of them.
        await terminal.banner(pattern('banner.streams')).waitFor(AGAIN);
      },
      parts: { notice: notices, connection },
      async mend() {
        faults([]);
        await button('banner.retry').click();
        await nothingToTell();
      },
    },
    {
      slug: 'stale',
      claim: 'greys what is old, tells its age, and asks again when told to',
      async provoke() {
        await failingExchange();
        faults([{ action: { kind: 'freeze' } }]);
        await page.locator('.book.stale').waitFor(AGAIN);
        await terminal.ticket.getByText(pattern('ticket.stale')).waitFor();
        await terminal.banner(pattern('banner.silent')).waitFor(AGAIN);
      },
      parts: { notice: notices, connection },
      async mend() {
        faults([]);
        // It may be back by itself before anybody can press.
        await button('banner.retry')
          .click({ timeout: 2_000 })
          .catch(() => undefined);
        await nothingToTell();
      },
    },
    {
      slug: 'offline',
      claim: 'says since when, with other trouble behind a number that opens',
      async provoke() {
        await failingExchange();
        desk.stopPulse?.();
        await desk.paper?.stop();
        await lockKeychain();
        await terminal.banner(pattern('banner.offline')).waitFor(AGAIN);
        await showsMore().waitFor(AGAIN);
      },
      parts: { notice: notices, connection },
      async mend() {
        await showsMore().click();
        await button('keychain.retry').waitFor();
      },
    },
    {
      slug: 'offline-all',
      claim: 'shows each trouble with its own step when asked, and comes back when told to try',
      provoke: () => button('keychain.retry').waitFor(),
      parts: { notice: notices },
      async mend() {
        if (!desk.paper) throw new Error('there is no exchange');
        const { rest, secret, key: keyId } = desk.paper;
        const port = Number(new URL(rest).port);
        desk.paper = await startPaper({ marketMaker: false, seed: 21, secret, keyId, port });
        await button('banner.retry').click();
        await terminal.banner(pattern('banner.offline')).waitFor({ state: 'detached', ...AGAIN });
      },
    },
  ];
}

export async function closeStates({ paper, stopPulse }: StateDesk): Promise<void> {
  stopPulse?.();
  await paper?.stop();
}
