import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { ConfirmPane } from './harness/confirm-pane';
import { endOfProcess } from './harness/end-of-process';
import { addAccount } from './harness/key-window';
import { launchAgain, launchApp } from './harness/launch';
import { appOfTest, environmentOfTest, paperOfTest } from './harness/launch-terminal';
import { marketBelowItsAsks, outsideMarket } from './harness/outside-market';
import { pattern, text, Terminal } from './harness/terminal';
import { alive, closeDesk, factsOf, noticesOfTest, trayOfTest } from './harness/tray-desk';
import { menuText, startTrayHost } from './harness/tray-host';

const SOON = { timeout: 20_000, interval: 50 };
const MARKET = 'BTC/USDT';
const LIVE = 'Quiet market';

/**
 * Lets the price fall to one that it has not had, waits until Perch has seen it there, and answers the best ask. Only a price that was
 * seen on one side of a level can cross it, and what happens within a second may be told as one price.
 */
async function belowItsAsk(
  others: ReturnType<typeof outsideMarket>,
  tooltip: () => Promise<string>,
): Promise<string> {
  const [ask = ''] = others.levels('SELL', 1).map(([price]) => price);
  others.reachSecond('SELL');
  await expect.poll(tooltip, SOON).toContain(`${MARKET}  ${grouped(others.lastPrice())}`);
  return ask;
}

/** Makes an alert just above the price, lets the price reach it, and waits until that stands in the history. */
async function fireOnce(
  { page }: Terminal,
  others: ReturnType<typeof outsideMarket>,
  tooltip: () => Promise<string>,
): Promise<void> {
  const firings = () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const stop = window.perch.subscribe('alerts', (update) => {
            if (!('whole' in update) || !update.whole) return;
            resolve(update.whole.history.length);
            setTimeout(() => stop());
          });
        }),
    );
  const before = await firings();
  const price = await belowItsAsk(others, tooltip);
  const made = await page.evaluate(
    (level) =>
      window.perch.commands['alert.create']({
        rule: { kind: 'reaches', symbol: 'BTCUSDT', price: level },
        repeat: 'once',
        cooldownSeconds: 60,
        hysteresis: '0.1',
        note: '',
        sound: true,
        expiresAt: null,
      }),
    price,
  );
  expect(made.ok).toBe(true);
  others.trade('BUY', 1);
  await expect.poll(firings, SOON).toBe(before + 1);
}

/** A price as the tray writes it. */
const grouped = (price: string): string => {
  const [whole = '', fraction = ''] = price.split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction.padEnd(2, '0')}`;
};

it('the tray follows the market, does what is chosen in it, and tells what happens while no window is there', async () => {
  const [environment, paper] = [await environmentOfTest(), await paperOfTest()];
  const [host, notices] = [await trayOfTest(environment.bus), await noticesOfTest(environment.bus)];
  const others = outsideMarket(paper, 'BTCUSDT');
  others.trade('SELL', 1);
  const { app, terminal } = await appOfTest({ environment, closeToTray: 'on' });
  const ended = endOfProcess(app.electron.process());
  const tooltip = async () => (await host.icon()).tooltip;
  const menu = async () => menuText(await host.menu());

  await expect.poll(() => host.items().length, SOON).toBe(1);
  await terminal.live();
  await expect.poll(tooltip, SOON).toContain(`${text('mode.paper')} · Practice account`);
  await expect.poll(tooltip, SOON).toContain(text('tray.age.now'));
  const watching = (await host.icon()).pixels;

  // An account with real money has another icon, and its own prices.
  await addAccount(app, terminal, { name: LIVE, ...paper });
  await terminal.select('ETH/USDT');
  await terminal.page.getByRole('tab', { name: text('history.title') }).click();
  await expect.poll(tooltip, SOON).toContain(`${text('mode.live')} · ${LIVE}`);
  await expect.poll(tooltip, SOON).toContain(`${MARKET}  ${grouped(others.lastPrice())}`);
  const trading = (await host.icon()).pixels;
  expect(trading).not.toBe(watching);
  const resting = await terminal.rest('BUY', '2900', '0.01');

  // Closed, nothing draws any more; the tray goes on, at most once a second.
  await closeDesk(app);
  await expect.poll(() => alive(app), SOON).toEqual({ windows: 0, renderers: 0 });
  const before = host.news.length;
  for (const side of ['BUY', 'SELL', 'BUY'] as const) {
    others.trade(side, 1);
    await expect.poll(tooltip, SOON).toContain(`${MARKET}  ${grouped(others.lastPrice())}`);
  }
  // However fast the market moves, the tray is told of it once a second.
  const stopPulse = others.pulse(60);
  await sleep(2_500);
  stopPulse();
  const told = host.news.slice(before).filter(({ member }) => member === 'NewToolTip');
  expect(told.length).toBeGreaterThan(1);
  for (const [at, { at: time }] of told.slice(1).entries()) {
    expect(time - (told[at]?.at ?? 0)).toBeGreaterThan(900);
  }
  await expect.poll(menu, SOON).toContain(`${MARKET}   ${grouped(others.lastPrice())}`);

  // The icon opens a small window, in which an alert is made by keys.
  await host.activate();
  const popover = await app.window('popover');
  await popover.getByRole('option', { name: new RegExp(`^${MARKET}`) }).waitFor();
  const near = await belowItsAsk(others, tooltip);
  await popover.keyboard.press('a');
  await popover.getByRole('textbox').fill(near);
  await popover.keyboard.press('Enter');
  await popover
    .getByText(text('popover.armed', { count: 1 }))
    .or(popover.getByText(/Alert set/))
    .first()
    .waitFor();
  const closed = popover.waitForEvent('close');
  // It may be gone before the key is up again.
  await popover.keyboard.press('Escape').catch(() => undefined);
  await closed;
  await expect.poll(menu, SOON).toContain(text('tray.armed', { count: 1 }));

  others.trade('BUY', 1);
  await expect.poll(menu, SOON).toContain(text('tray.dismissAll'));
  await expect.poll(() => notices.received.length, SOON).toBe(1);
  const [notice] = notices.received;
  expect(notice?.title).toMatch(pattern('alerts.fired.reaches', { market: MARKET, price: grouped(near) }));
  await expect.poll(async () => (await host.icon()).pixels, SOON).not.toBe(trading);
  notices.press(notice!, text('alerts.notice.snooze'));
  await expect.poll(menu, SOON).not.toContain(text('tray.dismissAll'));
  await expect.poll(async () => (await host.icon()).pixels, SOON).toBe(trading);

  await host.choose(text('tray.pause'), text('tray.pause.quarter'));
  await expect.poll(tooltip, SOON).toContain(text('tray.paused'));
  await host.choose(text('tray.mute'));
  await expect.poll(menu, SOON).toContain(`[x] ${text('tray.mute')}`);

  // A market that is chosen opens the desk at it: the same desk as before.
  await host.choose(new RegExp(`^${MARKET}`));
  const again = new Terminal(await app.window('terminal'));
  await again.live();
  await again.page.getByRole('heading', { level: 1, name: /^BTC\s*\/ USDT$/ }).waitFor();
  const history = again.page.getByRole('tab', { name: text('history.title') });
  expect(await history.getAttribute('aria-selected')).toBe('true');

  // What is paused counts and is not told.
  await fireOnce(again, others, tooltip);
  expect(notices.received).toHaveLength(1);
  // What is muted is told without a sound.
  await host.choose(text('tray.pause'), text('tray.pause.no'));
  await fireOnce(again, others, tooltip);
  await expect.poll(() => notices.received.map(({ isSilent }) => isSilent), SOON).toEqual([false, true]);
  await closeDesk(app);
  await expect.poll(async () => (await alive(app)).windows, SOON).toBe(0);

  // What was ordered goes on being watched.
  outsideMarket(paper, 'ETHUSDT').fillHalf(resting);
  await expect.poll(() => notices.received.length, SOON).toBe(3);
  expect(notices.received[2]?.body).toContain(LIVE);

  // Leaving says what stays at the exchange.
  await host.choose(text('tray.quit'));
  const asked = await ConfirmPane.coming(app.electron.context());
  expect(await asked.headline()).toBe(text('confirm.quit.headlineOpen'));
  await asked.decline();
  await paper.stop();
  await expect.poll(tooltip, SOON).toMatch(/old|offline/);
  expect((await host.icon()).pixels).not.toBe(trading);
  await host.choose(text('tray.quit'));
  await (await ConfirmPane.coming(app.electron.context())).accept();
  expect(await ended).toBe(0);
});

it('without a tray closing minimises and says so; a tray that comes, or comes again, is used', async () => {
  const environment = await environmentOfTest();
  const notices = await noticesOfTest(environment.bus);
  const { app, terminal } = await appOfTest({ environment, closeToTray: 'on' });
  await terminal.live();
  await closeDesk(app);
  await expect
    .poll(() => notices.received.map(({ title }) => title), SOON)
    .toEqual([text('tray.minimised.title')]);
  expect((await alive(app)).windows).toBe(1);

  const first = await startTrayHost(environment.bus);
  await expect.poll(() => first.items().length, SOON).toBe(1);
  first.end();
  const second = await startTrayHost(environment.bus);
  await expect.poll(() => second.items().length, SOON).toBe(1);
  await closeDesk(app);
  await expect.poll(async () => (await alive(app)).windows, SOON).toBe(0);

  // A start at login where it runs already changes nothing; whoever starts it by hand gets the desk of the one that runs.
  expect(await launchAgain(app, { environment, args: ['--hidden'] })).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect((await alive(app)).windows).toBe(0);
  expect(await launchAgain(app, { environment })).toBe(0);
  await new Terminal(await app.window('terminal')).live();
  await expect.poll(() => factsOf(app, 'terminal'), SOON).toMatchObject({ isVisible: true });
  await closeDesk(app);
  await expect.poll(async () => (await alive(app)).windows, SOON).toBe(0);

  // A tray that goes for good leaves nothing that cannot be found: the desk is back. Without a window manager nothing is minimised.
  second.end();
  await expect.poll(() => factsOf(app, 'terminal'), SOON).toBeDefined();
  await new Terminal(await app.window('terminal')).live();
});

it('an alert that was crossed after Perch was killed is told by the next one, which begins without a window', async () => {
  const userData = await mkdtemp(join(tmpdir(), 'perch-tray-'));
  onTestFinished(() => rm(userData, { recursive: true, force: true }));
  const [environment, paper] = [await environmentOfTest(), await paperOfTest()];
  const [host, notices] = [await trayOfTest(environment.bus), await noticesOfTest(environment.bus)];
  const market = marketBelowItsAsks(paper);
  const others = outsideMarket(paper, market.symbol);
  others.trade('SELL', 1);
  const [, near = ''] = others.levels('SELL', 2).map(([price]) => price);
  const { app, terminal } = await appOfTest({ environment, userData, closeToTray: 'on' });
  await terminal.live();
  await addAccount(app, terminal, { name: LIVE, ...paper });
  // An alert counts from the first price that is seen: this exchange's prices have to be there.
  const tooltip = async () => (await host.icon()).tooltip;
  await expect.poll(tooltip, SOON).toContain(`${text('mode.live')} · ${LIVE}`);
  await expect.poll(tooltip, SOON).toContain(text('tray.age.now'));
  const made = await terminal.page.evaluate(
    ([symbol, price]) =>
      window.perch.commands['alert.create']({
        rule: { kind: 'rises', symbol, price },
        repeat: 'once',
        cooldownSeconds: 60,
        hysteresis: '0.1',
        note: '',
        sound: true,
        expiresAt: null,
      }),
    [market.symbol, near] as const,
  );
  expect(made.ok).toBe(true);
  await expect
    .poll(async () => menuText(await host.menu()), SOON)
    .toContain(text('tray.armed', { count: 1 }));
  const ended = endOfProcess(app.electron.process());
  app.electron.process().kill('SIGKILL');
  await ended;

  others.reachSecond('BUY');
  others.trade('SELL', 1);
  const next = await launchApp({ environment, userData, args: ['--hidden'] });
  onTestFinished(() => next.dispose());
  await expect.poll(() => notices.received.length, SOON).toBe(1);
  expect(notices.received[0]?.title).toMatch(new RegExp(`^${market.name} rose to `));
  expect(await alive(next)).toEqual({ windows: 0, renderers: 0 });
  expect(host.items()).toHaveLength(1);
  notices.press(notices.received[0]!, text('alerts.notice.open'));
  await next.window('terminal');
});
