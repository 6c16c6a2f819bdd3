import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertWords } from '../../electron/main/alert-words';
import { createAlertBook } from '../../electron/main/alerts/alert-book';
import { createAlerts } from '../../electron/main/alerts/alerts';
import type { TickerEvent } from '../../electron/main/exchange/streams/streams';
import { TickerTable } from '../../electron/main/market/ticker-table';
import { createGlance } from '../../electron/main/state/glance';
import { createDeskStores, createTopicStore } from '../../electron/main/state/stores';
import { createAlertsRepository } from '../../electron/main/storage/alerts';
import { openDatabase } from '../../electron/main/storage/database';
import type { TrayFacts } from '../../electron/main/tray/tray-facts';
import { trayMenu, type TrayActs } from '../../electron/main/tray/tray-menu';
import { titleOf, tooltipOf } from '../../electron/main/tray/tray-text';
import type { AlertFiring, AlertRule } from '../../shared/domain/alert';
import { DEFAULT_SETTINGS } from '../../shared/domain/settings';
import { awayText, firingText } from '../../shared/i18n/alert-text';
import { createTimers } from './timers';

const PLACE = { server: 'paper', accountId: '' };
const STEP_MS = 50;
const HOUR_MS = 3_600_000;
/** Levels that the prices cross again and again, beside those that wait. */
const WAITING = 10;
const RINGING = 20;

/** What the watcher holds after an hour, when everything that can be collected was. */
export interface HourEnd {
  /** Of the JavaScript heap, and of buffers outside of it. */
  readonly heapBytes: number;
  readonly externalBytes: number;
  readonly prices: number;
  readonly fired: number;
  /** How often the tray had something new to say. */
  readonly said: number;
}

/** What goes on in main while no window is open, on a clock of its own: prices, alerts on a real database, and what the tray says. */
export function watchPrices(symbolCount: number): { hour(): HourEnd; end(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'perch-bench-growth-'));
  const { db } = openDatabase(folder);
  const timers = createTimers(1_700_000_000_000);
  const now = (): number => timers.now();
  let [fired, said, prices] = [0, 0, 0];
  const names = Array.from({ length: symbolCount }, (_, index) => `A${index}`);
  const stores = createDeskStores();
  stores.symbols.set({ restUrl: '', symbols: names.map(rulesOf), confirmedAt: now() });
  stores.connection.set({ ...stores.connection.getState(), state: 'streaming' });
  const settings = createTopicStore({ ...DEFAULT_SETTINGS, timeZone: 'utc' as const });
  const list = { id: 1, name: 'all', symbols: names.map((name) => `${name}USDT`) };
  const glance = createGlance({
    stores,
    watchlists: createTopicStore({ lists: [list], exchange: PLACE.server }),
    settings,
  });

  const book = createAlertBook({
    repository: createAlertsRepository(db),
    onChange: (what) => what === 'rules' && alerts.rulesChanged(),
    onUnkept: (error) => {
      throw error;
    },
  });
  const words = () => alertWords(settings.getState(), stores.symbols.getState().symbols);
  function tell(firings: readonly AlertFiring[]): void {
    fired += firings.length;
    for (const firing of firings) void (firingText(words(), firing) + awayText(words(), firing));
  }
  const alerts = createAlerts({ book, time: timers, onFired: tell });
  alerts.enter(PLACE, {
    now,
    candles: async () => [],
    newestCandles: async () => [],
    spreads: async () => new Map(),
  });
  stores.tickers.subscribe(alerts.prices);
  stores.prices.subscribe(alerts.feed);

  const table = new TickerTable();
  const prices0 = names.map((_, index) => 100 + index);
  let seed = 7;
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  /** From its middle, as a share of it: back from two hundredths. */
  const away = names.map(() => 0);
  let next = 0;

  /** One more price, as it comes from a stream. */
  function step(): void {
    const at = next++ % symbolCount;
    const before = away[at] ?? 0;
    const move = (random() - 0.5) * 0.004;
    const share = Math.abs(before + move) > 0.02 ? before - move : before + move;
    away[at] = share;
    const middle = prices0[at] ?? 0;
    table.take([eventOf(`${names[at]}USDT`, middle, middle * (1 + share), now())], now());
    stores.tickers.set(table.record);
    stores.prices.set({ state: 'live', confirmedAt: now() });
    prices += 1;
  }

  const rules = (turn: number): AlertRule => {
    const at = turn % symbolCount;
    const symbol = `${names[at]}USDT`;
    if (turn % 5 === 4) return { kind: 'change', symbol, direction: 'either', percent: '2', minutes: 30 };
    return { kind: 'reaches', symbol, price: ((prices0[at] ?? 0) * (turn < WAITING ? 2 : 1)).toFixed(4) };
  };

  for (let at = 0; at < symbolCount; at += 1) step();
  for (let turn = 0; turn < WAITING + RINGING; turn += 1) {
    const kind = { repeat: 'recurring', cooldownSeconds: 60, hysteresis: '0.1' } as const;
    const given = { rule: rules(turn), ...kind, note: '', sound: true, expiresAt: null };
    const made = book.create(given, PLACE, now());
    if (!made.ok) throw new Error(made.error.message);
  }

  let shown = '';
  function sayInTray(): void {
    const facts = factsNow();
    const text = JSON.stringify([tooltipOf(facts, 'linux'), titleOf(facts), trayMenu(facts, words(), ACTS)]);
    if (text === shown) return;
    shown = text;
    said += 1;
  }

  function factsNow(): TrayFacts {
    const { pinned, symbols, tickers } = glance.sources;
    const all = tickers.getState();
    return {
      now: now(),
      settings: settings.getState(),
      accounts: { accounts: [], activeId: '', lock: null },
      connection: stores.connection.getState().state,
      prices: stores.prices.getState(),
      markets: pinned.getState().flatMap((name) => {
        const found = symbols.getState().symbols.find(({ symbol }) => symbol === name);
        return found ? [{ rules: found, ticker: all[name] }] : [];
      }),
      alerts: { ...book.state(PLACE.server), shown: null },
      seenFiringId: 0,
    };
  }

  return {
    hour() {
      const ends = now() + HOUR_MS;
      while (now() < ends) {
        timers.pass(STEP_MS);
        step();
        if (now() % 1_000 < STEP_MS) sayInTray();
      }
      // Twice: what was waiting to be finalised goes with the second.
      globalThis.gc?.();
      globalThis.gc?.();
      const { heapUsed, external } = process.memoryUsage();
      return { heapBytes: heapUsed, externalBytes: external, prices, fired, said };
    },
    end() {
      alerts.leave();
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const nothing = (): void => undefined;
const ACTS: TrayActs = {
  openDesk: nothing,
  showPopover: nothing,
  toggleStrip: nothing,
  openFiring: nothing,
  dismissAll: nothing,
  pause: nothing,
  mute: nothing,
  activate: nothing,
  manageAccounts: nothing,
  lockAccounts: nothing,
  unlockAccounts: nothing,
  openSettings: nothing,
  quit: nothing,
};

const rulesOf = (baseAsset: string) => ({
  symbol: `${baseAsset}USDT`,
  status: 'TRADING' as const,
  baseAsset,
  quoteAsset: 'USDT',
  baseAssetPrecision: 4,
  quotePrecision: 4,
  orderTypes: ['LIMIT' as const],
});

function eventOf(symbol: string, open: number, last: number, at: number): TickerEvent {
  const price = last.toFixed(4);
  return {
    symbol,
    eventTime: at,
    closeTime: at,
    lastPrice: price,
    highPrice: price,
    lowPrice: price,
    priceChange: (last - open).toFixed(4),
    priceChangePercent: ((last / open - 1) * 100).toFixed(2),
    volume: '1',
    quoteVolume: '1',
  } as TickerEvent;
}
