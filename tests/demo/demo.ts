import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPaper } from '../../electron/paper/testing';
import { startEnvironment } from '../harness/environment';
import { addAccount, openKeyWindow, useAccount } from '../harness/key-window';
import { launchApp, type LaunchedApp } from '../harness/launch';
import { MarketPane } from '../harness/market-pane';
import { SettingsPane } from '../harness/settings-pane';
import { pattern, Terminal, text } from '../harness/terminal';
import { resize, startAlbum, type Album } from './album';
import { makeGallery } from './gallery';
import { leaveUnknown, showOrderStates, showReconciling } from './order-states';
import { showTray } from './tray';
import { breakMarket } from './unhealthy';

const PRACTICE = 'Practice account';
const LIVE = { name: 'Main account', key: 'mzCUDxGbWbPQ3mJcH8sU7vKq', secret: 'a-secret-of-the-demo-alone' };
/** How long prices are watched before the first picture, so that the tape and the running candle move (ms). */
const WATCHED_MS = 8_000;

/** Drives the main job as a user does and leaves a picture of each step. */
export async function runDemo(folder: string, onPicture: (file: string) => void): Promise<void> {
  const album = await startAlbum(folder, onPicture);
  await tradeFromFirstStart(album);
  await startInDoubt(album);
  await startWithoutKeychain(album);
  await showTray(album, folder);
  await makeGallery(join(folder, 'gallery'), onPicture);
}

async function tradeFromFirstStart(album: Album): Promise<void> {
  const environment = await startEnvironment('unlocked');
  const app = await launchApp({ environment });
  try {
    const terminal = await start(app);
    await sleep(WATCHED_MS);
    await album.take(terminal.page, 'first-start');
    await readTape(album, terminal);
    await trade(album, terminal);
    await tradeElsewhere(album, app, terminal);
    await resize(app, terminal.page, 1920, 1080);
    await sleep(WATCHED_MS);
    await album.take(terminal.page, 'large');
  } finally {
    await app.dispose();
    await environment.end();
  }
}

/** On a small screen the trades stand behind the book. */
async function readTape(album: Album, { page }: Terminal): Promise<void> {
  const pane = new MarketPane(page);
  await pane.trades();
  await page.getByRole('button', { name: text('intervalName.1m'), exact: true }).click();
  await sleep(WATCHED_MS);
  await album.take(page, 'trades-and-minutes');
  await pane.showBook();
}

/** The desk as it shows itself first, dark and at the size of a small screen. */
async function start(app: LaunchedApp): Promise<Terminal> {
  const terminal = new Terminal(await app.window('terminal'));
  await resize(app, terminal.page, 1280, 800);
  await terminal.live();
  await new SettingsPane(terminal.page).chooseTheme('dark');
  return terminal;
}

/** An order that waits, and one that is filled. */
async function trade(album: Album, terminal: Terminal): Promise<void> {
  const { page, ticket } = terminal;
  await offerToBuy(terminal, '0.05');
  await album.take(page, 'ticket-filled');

  await terminal.send();
  await terminal.says(pattern('ticket.result.resting'));
  await page.getByRole('button', { name: pattern('orders.cancelOrder') }).waitFor();
  await album.take(page, 'order-resting');

  await terminal.dismiss();
  await ticket.getByRole('button', { name: text('ticket.takeAsk') }).click();
  // The market moves on while the order is on its way: a little more than the ask is sure to trade, at the ask.
  const ask = Number(await terminal.field('price').inputValue());
  await terminal.field('price').fill((ask * 1.002).toFixed(2));
  await terminal.field('quantity').fill('0.01');
  await terminal.send();
  await terminal.says(pattern('ticket.result.filled'));
  await terminal.balances();
  await album.take(page, 'order-filled-and-balances');
  await terminal.showOrders();
  await terminal.dismiss();
}

/** Fills the ticket one percent below the best bid, where a moving market does not reach it at once. */
async function offerToBuy(terminal: Terminal, quantity: string): Promise<void> {
  await terminal.ticket.getByRole('button', { name: text('ticket.joinBid') }).click();
  const bid = Number(await terminal.field('price').inputValue());
  await terminal.field('price').fill(String(Math.floor(bid * 0.99)));
  await terminal.field('quantity').fill(quantity);
}

/** An account on a server of its own: it is added, traded on, and its server goes away. */
async function tradeElsewhere(album: Album, app: LaunchedApp, terminal: Terminal): Promise<void> {
  const { page } = terminal;
  const exchange = await startPaper({ seed: 11, keyId: LIVE.key, secret: LIVE.secret });
  try {
    await terminal.accountCard(PRACTICE);
    await album.take(page, 'accounts');
    await terminal.closeDialog();

    const window = await openKeyWindow(app, terminal);
    await window.fill({ ...LIVE, rest: exchange.rest });
    await album.take(window.page, 'key-window');
    await window.save();
    await useAccount(terminal, { name: LIVE.name, rest: exchange.rest });
    await offerToBuy(terminal, '0.2');
    await terminal.send();
    await terminal.says(pattern('ticket.result.resting'));
    await sleep(WATCHED_MS);
    await album.take(page, 'live-account');
    await terminal.dismiss();
    await showOrderStates(album, terminal, exchange);

    await new SettingsPane(page).chooseTheme('light');
    await album.take(page, 'light');
    await new SettingsPane(terminal.page).chooseTheme('dark');
    await new SettingsPane(page).chooseLanguage('zh-CN');
    await album.take(page, 'chinese');
    await new SettingsPane(page).chooseLanguage('en');
    await breakMarket(album, app, terminal, exchange);
  } finally {
    await exchange.stop();
  }
  await terminal.banner(pattern('banner.offline')).waitFor();
  await page.getByText(pattern('markets.old')).first().waitFor();
  await album.take(page, 'offline');
  await terminal.chooseFromAccountMenu(PRACTICE);
  await terminal.page.getByText(text('mode.paper'), { exact: true }).first().waitFor();
  await terminal.live();
}

/** A start after an order of which nobody knows what became of it: nothing is sent before that is known. */
async function startInDoubt(album: Album): Promise<void> {
  const environment = await startEnvironment('unlocked');
  const exchange = await startPaper({ seed: 12, keyId: LIVE.key, secret: LIVE.secret });
  const userData = await mkdtemp(join(tmpdir(), 'perch-demo-'));
  const run = async (use: (app: LaunchedApp, terminal: Terminal) => Promise<void>): Promise<void> => {
    const app = await launchApp({ environment, userData });
    try {
      await use(app, await start(app));
    } finally {
      await app.dispose();
    }
  };
  try {
    await run(async (app, terminal) => {
      await addAccount(app, terminal, { ...LIVE, rest: exchange.rest });
      await leaveUnknown(terminal, exchange);
    });
    await run((_, terminal) => showReconciling(album, terminal, exchange));
  } finally {
    await exchange.stop();
    await environment.end();
    await rm(userData, { recursive: true, force: true });
  }
}

async function startWithoutKeychain(album: Album): Promise<void> {
  const environment = await startEnvironment('absent');
  const app = await launchApp({ environment });
  try {
    const terminal = await start(app);
    await terminal.accountCard(PRACTICE);
    await album.take(terminal.page, 'no-keychain');
    await terminal.closeDialog();
    const window = await openKeyWindow(app, terminal);
    await window.page.getByText(text('keychain.help.no-secret-service')).waitFor();
    await album.take(window.page, 'key-window-without-keychain');
  } finally {
    await app.dispose();
    await environment.end();
  }
}
