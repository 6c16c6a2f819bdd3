import { expect, it, onTestFinished } from 'vitest';
import type { AlertFiring } from '@shared/domain/alert';
import type { Ticker } from '@shared/domain/market';
import { createAlertsRepository } from '../storage/alerts';
import { temporaryDatabase } from '../storage/testing';
import { createAlertBook } from './alert-book';
import { createAlerts, type AlertMarket } from './alerts';
import { choices, minuteCandles, MINUTE, START, type Tick } from './testing';

const PLACE = { server: 'paper', accountId: 'one' };
const RISES = choices({ kind: 'rises', symbol: 'BTCUSDT', price: '100' });
const db = () => createAlertsRepository(temporaryDatabase(onTestFinished));

/** An exchange with one symbol, and alerts on it that live as long as they are connected. */
function exchange(repository: ReturnType<typeof db>) {
  const path: Tick[] = [];
  const fired: AlertFiring[] = [];
  let clock = START;
  let answers = true;
  const book = createAlertBook({
    repository,
    onChange: (what) => what === 'rules' && alerts.rulesChanged(),
    onUnkept: (error) => expect.unreachable(String(error)),
  });
  const time = {
    wall: () => clock,
    monotonic: () => clock,
    after: () => () => undefined,
  };
  const alerts = createAlerts({ book, time, onFired: (all) => fired.push(...all) });
  const market: AlertMarket = {
    now: () => clock,
    candles: async (_symbol, { startTime }) => (answers ? minuteCandles(path, startTime, clock) : undefined),
    newestCandles: async () => [],
    spreads: async () => new Map(),
  };
  const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
  const tell = (): void => {
    const prices = path.map(({ price }) => price);
    const ticker = {
      symbol: 'BTCUSDT',
      lastPrice: String(prices.at(-1)),
      highPrice: String(Math.max(...prices)),
      lowPrice: String(Math.min(...prices)),
    };
    alerts.prices({ BTCUSDT: ticker as Ticker });
  };
  return {
    book,
    fired,
    settled,
    async connect() {
      alerts.enter(PLACE, market);
      tell();
      alerts.feed({ state: 'live', confirmedAt: clock });
      await settled();
    },
    disconnect: () => alerts.leave(),
    lose: () => alerts.feed({ state: 'interrupted', confirmedAt: clock }),
    async recover() {
      tell();
      alerts.feed({ state: 'live', confirmedAt: clock });
      await settled();
    },
    /** A price that everybody sees who looks, so many ms later. */
    trade(price: number, later = 1_000) {
      clock += later;
      path.push({ price, at: clock });
    },
    tell,
    mute: () => void (answers = false),
    path,
  };
}

async function quiet(repository = db()) {
  const venue = exchange(repository);
  venue.trade(99);
  await venue.connect();
  return venue;
}

it('an alert on a symbol that stands still fires at its very next price', async () => {
  const venue = await quiet();
  venue.trade(99, 5 * MINUTE);
  venue.tell();
  venue.trade(99, 5 * MINUTE);
  venue.book.create(RISES, PLACE, START + 10 * MINUTE);
  await venue.settled();
  venue.trade(101);
  venue.tell();
  expect(venue.fired).toMatchObject([{ price: '101', away: null }]);
});

it('what was crossed while the connection was lost is told once, from the candles, before newer prices count', async () => {
  const venue = await quiet();
  venue.book.create(RISES, PLACE, START);
  await venue.settled();
  venue.lose();
  venue.trade(103, MINUTE);
  venue.trade(98, MINUTE);
  await venue.recover();
  expect(venue.fired).toMatchObject([{ price: '103', away: { high: '103' } }]);
  venue.trade(104);
  venue.tell();
  expect(venue.fired).toHaveLength(1);
});

it('what was crossed while Perch was not running is told at the next start', async () => {
  const repository = db();
  const venue = await quiet(repository);
  venue.book.create(RISES, PLACE, START);
  await venue.settled();
  venue.disconnect();
  const next = exchange(repository);
  next.path.push(...venue.path);
  next.trade(102, 3 * MINUTE);
  next.trade(97, 2 * MINUTE);
  await next.connect();
  expect(next.fired).toMatchObject([{ price: '102', away: { high: '102' } }]);
  expect(next.book.state('paper').alerts).toMatchObject([{ enabled: false, firedCount: 1 }]);
});

it('a new alert waits for no answer of the exchange', async () => {
  const venue = await quiet();
  venue.mute();
  venue.book.create(RISES, PLACE, START);
  venue.trade(100);
  venue.tell();
  expect(venue.fired).toMatchObject([{ price: '100', away: null }]);
});

it('an extreme from before the alert was made is not taken for a crossing after it', async () => {
  const venue = await quiet();
  venue.trade(105);
  venue.tell();
  venue.trade(98);
  venue.tell();
  venue.book.create(RISES, PLACE, START + 2_000);
  await venue.settled();
  venue.lose();
  venue.trade(99);
  await venue.recover();
  expect(venue.fired).toEqual([]);
});

it('an alert that was made before the first price, and a Perch that was ended before it, lose no crossing after that minute', async () => {
  const repository = db();
  const venue = exchange(repository);
  venue.trade(99);
  venue.book.create(RISES, PLACE, START + 1_000);
  const next = exchange(repository);
  next.path.push(...venue.path);
  next.trade(103, 2 * MINUTE);
  next.trade(98, 2 * MINUTE);
  await next.connect();
  expect(next.fired).toMatchObject([{ price: '103', away: { high: '103' } }]);
});

it('what came before the alert, or may have, is no crossing although no price was seen yet', async () => {
  const repository = db();
  const venue = exchange(repository);
  venue.trade(99, -2 * MINUTE);
  venue.trade(103, MINUTE);
  venue.trade(104, 70_000);
  venue.trade(98, 5_000);
  venue.book.create(RISES, PLACE, START + 16_000);
  const next = exchange(repository);
  next.path.push(...venue.path);
  next.trade(97, 2 * MINUTE);
  await next.connect();
  expect(next.fired).toEqual([]);
  next.trade(100);
  next.tell();
  expect(next.fired).toMatchObject([{ price: '100', away: null }]);
});

it('an alert that was made while prices are known keeps its side on disk at once: Perch may be killed the next moment', async () => {
  const repository = db();
  const venue = await quiet(repository);
  venue.book.create(RISES, PLACE, START + 1_000);
  const next = exchange(repository);
  next.path.push(...venue.path);
  next.trade(101, MINUTE);
  next.trade(98, MINUTE);
  await next.connect();
  expect(next.fired).toMatchObject([{ price: '101', away: { high: '101' } }]);
});

it('an alert that knows its side loses no crossing of the minute it was made in, also where the clock of the exchange is behind', async () => {
  const repository = db();
  const venue = await quiet(repository);
  venue.book.create(RISES, PLACE, START + 1_040);
  const next = exchange(repository);
  next.path.push(...venue.path);
  next.trade(101, 10_000);
  next.trade(98, 5_000);
  await next.connect();
  expect(next.fired).toMatchObject([{ price: '101', away: { high: '101' } }]);
});

it('an alert that was made while the connection is lost counts from the end of that minute, not from the old price', async () => {
  const venue = await quiet();
  venue.lose();
  venue.trade(105, 5_000);
  venue.trade(101, 5_000);
  venue.book.create(RISES, PLACE, START + 11_000);
  venue.trade(102, 5_000);
  await venue.recover();
  expect(venue.fired).toEqual([]);
  venue.lose();
  venue.trade(99, 2 * MINUTE);
  venue.trade(103, 2 * MINUTE);
  await venue.recover();
  expect(venue.fired).toMatchObject([{ away: { high: '103' } }]);
});
