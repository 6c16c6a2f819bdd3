import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { app, BrowserWindow, ipcMain, type WebContents } from 'electron';
import { publishTo } from '../../electron/main/state/publication';
import { createDeskStores } from '../../electron/main/state/stores';
import { CHANNELS } from '../../shared/contract/surface';
import { tickerFrames, type Tickers } from './tickers';

/** What the parent asks for: so many frames at a pace, or the same time without sending anything. */
export interface Order {
  readonly frames: number;
  readonly everyMs: number;
  readonly send: boolean;
}

export interface Answer {
  /** That arrived in the window. */
  readonly items: number;
  /** User and system time of main, all threads, and of all processes of the app. */
  readonly mainUs: number;
  readonly allUs: number;
}

export interface Setting {
  readonly side: 'perch' | 'peer';
  readonly page: string;
  readonly preload: string;
  readonly symbols: number;
}

interface Received {
  readonly received: number;
  readonly lastPrices: number;
}

const PATIENCE_MS = 30_000;
const DIFFERENT_FRAMES = 20;

const setting = JSON.parse(process.env['PERCH_BENCH_PUBLICATION'] ?? '') as Setting;
const frames = tickerFrames(setting.symbols, DIFFERENT_FRAMES);
let nextFrame = 0;

void app.whenReady().then(async () => {
  const window = new BrowserWindow({
    width: 800,
    height: 600,
    webPreferences: {
      preload: setting.preload,
      additionalArguments: ['--perch-window=terminal'],
      sandbox: true,
      contextIsolation: true,
    },
  });
  const contents = window.webContents;
  const show = setting.side === 'perch' ? perch(contents) : peer(contents);
  await window.loadFile(setting.page);
  show(frames[0] ?? {});
  await arrived(contents, setting.symbols, frames[0] ?? {});
  process.on('message', (order: Order) => {
    void run(contents, show, order).then(
      (answer) => process.send?.(answer),
      (error: unknown) => {
        console.error(error);
        app.exit(1);
      },
    );
  });
  process.send?.({ ready: true });
});

process.on('disconnect', () => app.exit());

/** Perch: the store of all tickers, published by batches. */
function perch(contents: WebContents): (tickers: Tickers) => void {
  const stores = createDeskStores();
  stores.tickers.set(frames[0] ?? {});
  const publication = publishTo(
    {
      kind: 'terminal',
      send: (updates) => contents.send(CHANNELS.publish, updates),
      isHidden: () => false,
    },
    stores,
  );
  ipcMain.on(CHANNELS.drawn, () => publication.drawn());
  ipcMain.on(CHANNELS.subscribe, (_event, topic: unknown) => publication.subscribe(topic));
  return (tickers) => stores.tickers.set(tickers);
}

/** The way without a batch: a message for each ticker that changed. */
function peer(contents: WebContents): (tickers: Tickers) => void {
  return (tickers) => {
    for (const ticker of Object.values(tickers)) contents.send('ticker', ticker);
  };
}

async function run(
  contents: WebContents,
  show: (tickers: Tickers) => void,
  { frames: count, everyMs, send }: Order,
): Promise<Answer> {
  const all = cpuOfAllUs();
  const own = process.cpuUsage();
  let shown: Tickers = {};
  const began = performance.now();
  for (let n = 1; n <= count; n += 1) {
    if (send) {
      nextFrame = (nextFrame + 1) % frames.length;
      shown = frames[nextFrame] ?? {};
      show(shown);
    }
    await sleep(Math.max(1, began + n * everyMs - performance.now()));
  }
  const { user, system } = process.cpuUsage(own);
  const items = send ? await arrived(contents, 1, shown) : 0;
  return { items, mainUs: user + system, allUs: cpuOfAllUs() - all };
}

/** Waits until the window has all that was sent. */
async function arrived(contents: WebContents, atLeast: number, tickers: Tickers): Promise<number> {
  const expected = Math.round(
    Object.values(tickers).reduce((sum, { lastPrice }) => sum + Number(lastPrice), 0) * 100,
  );
  let items = 0;
  for (const limit = Date.now() + PATIENCE_MS; Date.now() < limit; await sleep(50)) {
    const { received, lastPrices } = (await contents.executeJavaScript('takeReceived()')) as Received;
    items += received;
    if (items >= atLeast && lastPrices === expected) return items;
  }
  throw new Error(`The window did not get what was sent: ${items} tickers came.`);
}

/** Time on a processor of all threads of all processes of the app, µs (Linux: `schedstat`). */
function cpuOfAllUs(): number {
  let ns = 0;
  for (const { pid } of app.getAppMetrics()) {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      ns += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
    }
  }
  return ns / 1_000;
}
