import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAlertBook } from '../../electron/main/alerts/alert-book';
import { createAlerts } from '../../electron/main/alerts/alerts';
import { createAlertsRepository } from '../../electron/main/storage/alerts';
import { openDatabase } from '../../electron/main/storage/database';
import type { AlertRule } from '../../shared/domain/alert';
import type { Ticker } from '../../shared/domain/market';

const PLACE = { server: 'paper', accountId: '' };
const STEP_MS = 50;

/** What one call with new prices of some symbols cost. */
export interface Round {
  /** User and system time of the process for each price, µs. */
  readonly cpuUs: number;
  /** How many alerts fired meanwhile, and were written. */
  readonly fired: number;
}

export interface Watched {
  /** So many calls, each with new prices of so many symbols. */
  run(calls: number, symbolsEach: number): Round;
  end(): void;
}

/** Alerts of all kinds about prices, spread evenly over the symbols, on a real database; a clock of their own that never waits. */
export function watchAlerts(alertCount: number, symbolCount: number): Watched {
  const folder = mkdtempSync(join(tmpdir(), 'perch-bench-alerts-'));
  const { db } = openDatabase(folder);
  let clock = 1_700_000_000_000;
  let fired = 0;
  const book = createAlertBook({
    repository: createAlertsRepository(db),
    onChange: () => undefined,
    onUnkept: (error) => {
      throw error;
    },
  });
  const names = Array.from({ length: symbolCount }, (_, index) => `A${index}USDT`);
  const middles = names.map((_, index) => 100 + index);
  for (let index = 0; index < alertCount; index += 1) {
    const at = index % symbolCount;
    const created = book.create(
      {
        rule: ruleOf(Math.floor(index / symbolCount), names[at] ?? '', middles[at] ?? 0),
        repeat: 'recurring',
        cooldownSeconds: 60,
        hysteresis: '0.1',
        note: '',
        sound: false,
        expiresAt: null,
      },
      PLACE,
      clock,
    );
    if (!created.ok) throw new Error(created.error.message);
  }
  const time = { wall: () => clock, monotonic: () => clock, after: () => () => undefined };
  const alerts = createAlerts({ book, time, onFired: (all) => (fired += all.length) });
  let tickers = Object.fromEntries(names.map((symbol, at) => [symbol, tickerOf(symbol, middles[at] ?? 0)]));
  alerts.enter(PLACE, {
    now: () => clock,
    candles: async () => [],
    newestCandles: async () => [],
    spreads: async () => new Map(),
  });
  alerts.prices(tickers);
  alerts.feed({ state: 'live', confirmedAt: clock });

  let seed = 7;
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  let next = 0;
  /** How far each price is from its middle: a walk in steps of half a thousandth at most, back from two hundredths. */
  const away = names.map(() => 0);
  function walked(at: number): number {
    const before = away[at] ?? 0;
    const step = (random() - 0.5) * 0.001;
    const after = Math.abs(before + step) > 0.02 ? before - step : before + step;
    away[at] = after;
    return (middles[at] ?? 0) * (1 + after);
  }

  return {
    run(calls, symbolsEach) {
      // Prices are made before: they are the stream's work.
      const all: (typeof tickers)[] = [];
      for (let call = 0; call < calls; call += 1) {
        const changed: typeof tickers = {};
        for (let count = 0; count < symbolsEach; count += 1) {
          const at = next++ % symbolCount;
          const symbol = names[at] ?? '';
          changed[symbol] = tickerOf(symbol, walked(at));
        }
        tickers = { ...tickers, ...changed };
        all.push(tickers);
      }
      globalThis.gc?.();
      const before = fired;
      const cpu = process.cpuUsage();
      for (const one of all) {
        clock += STEP_MS;
        alerts.prices(one);
      }
      const { user, system } = process.cpuUsage(cpu);
      return { cpuUs: (user + system) / (calls * symbolsEach), fired: fired - before };
    },
    end() {
      alerts.leave();
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Levels from half a percent to several from the middle, so that some are crossed now and then; one in ten watches for a change. */
function ruleOf(turn: number, symbol: string, middle: number): AlertRule {
  if (turn % 10 === 9) return { kind: 'change', symbol, direction: 'either', percent: '5', minutes: 60 };
  const kind = (['rises', 'falls', 'reaches'] as const)[turn % 3] ?? 'reaches';
  const distance = 0.009 + 0.004 * turn;
  return { kind, symbol, price: (middle * (1 + (turn % 2 === 0 ? distance : -distance))).toFixed(4) };
}

function tickerOf(symbol: string, price: number): Ticker {
  const text = price.toFixed(4);
  return {
    symbol,
    lastPrice: text,
    priceChange: '0',
    priceChangePercent: '0',
    highPrice: text,
    lowPrice: text,
    volume: '1',
    quoteVolume: '1',
  } as Ticker;
}
