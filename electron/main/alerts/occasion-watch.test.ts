import { describe, expect, it, onTestFinished } from 'vitest';
import type { AlertChoices, AlertRule } from '@shared/domain/alert';
import type { Candle } from '@shared/domain/market';
import { createAlertsRepository } from '../storage/alerts';
import { temporaryDatabase } from '../storage/testing';
import { choices, MINUTE, START } from './testing';
import { deskWithAlerts, PLACE } from './testing-desk';

const desk = () => deskWithAlerts(createAlertsRepository(temporaryDatabase(onTestFinished)));
type Desk = ReturnType<typeof desk>;

function watching(rule: AlertRule, more: Partial<AlertChoices> = {}): Desk & { readonly id: number } {
  const made = desk();
  const created = made.book.create(choices(rule, more), PLACE, made.now());
  return { ...made, id: created.ok ? created.value.alertId : expect.unreachable('not created') };
}

const recurring = { repeat: 'recurring' } as const;

describe('a spread', () => {
  const rule: AlertRule = { kind: 'spread', symbol: 'BTCUSDT', percent: '1' };
  const wide = new Map([['BTCUSDT', ['100', '102']]] as const);
  const close = new Map([['BTCUSDT', ['100', '100.1']]] as const);

  it('fires when it gets wide, and again only after it was close', async () => {
    const one = watching(rule, recurring);
    one.answers.spreads = wide;
    await one.pass(10);
    expect(one.fired).toMatchObject([{ measure: '1.98', price: '' }]);
    one.answers.spreads = close;
    await one.pass(2);
    one.answers.spreads = wide;
    await one.pass(10);
    expect(one.fired).toHaveLength(2);
  });

  it('that is wide over a restart is told once', async () => {
    const one = watching(rule, recurring);
    one.answers.spreads = wide;
    await one.pass(4);
    const next = one.restarted();
    next.answers.spreads = wide;
    await next.pass(10);
    expect([one.fired.length, next.fired.length]).toEqual([1, 0]);
  });

  it('of a side that is empty, or that cannot be had, is no spread and costs nothing when nobody watches', async () => {
    const one = watching(rule);
    one.answers.spreads = new Map([['BTCUSDT', ['0', '102']]] as const);
    await one.pass(4);
    one.answers.spreads = undefined;
    await one.pass(4);
    expect(one.fired).toEqual([]);
    one.book.remove(one.id);
    const { spreads } = one.asked;
    await one.pass(10);
    expect(one.asked.spreads).toBe(spreads);
  });
});

describe('a burst of volume', () => {
  const rule: AlertRule = { kind: 'volume', symbol: 'BTCUSDT', interval: '1m', times: '3' };
  const candles = (running: string, at = 0, before = 10): Candle[] =>
    Array.from({ length: before + 1 }, (_, index) => ({
      openTime: START + (at + index - before) * MINUTE,
      closeTime: START + (at + index - before + 1) * MINUTE - 1,
      open: '1',
      high: '1',
      low: '1',
      close: '7',
      volume: index === before ? running : '10',
      quoteVolume: '1',
    }));

  it('fires at so many times the mean of those before, once for each candle, with its price', async () => {
    const one = watching(rule, recurring);
    one.answers.candles = candles('29.9');
    await one.pass(10);
    expect(one.fired).toEqual([]);
    one.answers.candles = candles('30');
    await one.pass(30);
    expect(one.fired).toMatchObject([{ measure: '3', price: '7' }]);
    one.answers.candles = candles('45', 1);
    await one.pass(10);
    expect(one.fired).toMatchObject([{}, { measure: '4.5' }]);
  });

  it('is told once for its candle also over a restart', async () => {
    const one = watching(rule, recurring);
    one.answers.candles = candles('30');
    await one.pass(10);
    const next = one.restarted();
    next.answers.candles = candles('60');
    await next.pass(10);
    expect(next.fired).toEqual([]);
  });

  it('is none against too few candles, or against candles without any volume', async () => {
    const one = watching(rule);
    one.answers.candles = candles('1000', 0, 4);
    await one.pass(10);
    one.answers.candles = candles('1000').map((candle, index) =>
      index < 10 ? { ...candle, volume: '0' } : candle,
    );
    await one.pass(10);
    expect(one.fired).toEqual([]);
  });
});

describe('a balance', () => {
  const rule: AlertRule = { kind: 'balance', asset: 'BTC', amount: '0.5' };
  const told = (one: Desk, free: string, locked = '0', accountId = PLACE.accountId) =>
    one.alerts.balances({
      accountId,
      confirmedAt: 1,
      spot: [{ asset: 'BTC', free, locked }],
    } as unknown as Parameters<Desk['alerts']['balances']>[0]);

  it('fires when free and locked together changed by so much from what it was, either way', () => {
    const one = watching(rule, recurring);
    told(one, '2');
    told(one, '1', '1');
    told(one, '1.6', '0.1');
    expect(one.fired).toEqual([]);
    told(one, '1.5');
    told(one, '2.5');
    expect(one.fired).toMatchObject([{ measure: '-0.5' }, { measure: '+1' }]);
  });

  it('is counted from where it was before a restart', () => {
    const one = watching(rule, recurring);
    told(one, '2');
    const next = one.restarted();
    told(next, '3');
    expect(next.fired).toMatchObject([{ measure: '+1' }]);
  });

  it('of an amount of 0 fires at any change, and never at none', () => {
    const one = watching({ ...rule, amount: '0' }, recurring);
    told(one, '2');
    told(one, '2.0');
    told(one, '2.00000001');
    expect(one.fired).toMatchObject([{ measure: '+0.00000001' }]);
  });

  it('of another account, or not known yet, is not its business', () => {
    const one = watching(rule);
    told(one, '2');
    told(one, '9', '0', 'another');
    one.alerts.balances({ accountId: PLACE.accountId, confirmedAt: 0, spot: [] } as unknown as Parameters<
      Desk['alerts']['balances']
    >[0]);
    expect(one.fired).toEqual([]);
  });
});

describe('an order that was filled', () => {
  const filled = (one: Desk, symbol: string, accountId = PLACE.accountId) =>
    one.alerts.filled({ accountId, symbol, price: '101' });

  it('fires for its market, or for any', () => {
    const one = watching({ kind: 'fill', symbol: 'BTCUSDT' }, recurring);
    filled(one, 'ETHUSDT');
    filled(one, 'BTCUSDT', 'another');
    expect(one.fired).toEqual([]);
    filled(one, 'BTCUSDT');
    expect(one.fired).toMatchObject([{ price: '101' }]);
    const any = watching({ kind: 'fill', symbol: '' }, recurring);
    filled(any, 'ETHUSDT');
    filled(any, 'BTCUSDT');
    expect(any.fired).toHaveLength(2);
  });
});

describe('a lost connection', () => {
  const rule: AlertRule = { kind: 'connection', seconds: 30 };
  const heard = (one: Desk) => one.alerts.feed({ state: 'live', confirmedAt: one.now() });

  it('fires after so many seconds without a word, once, and again after it was there', async () => {
    const one = watching(rule, recurring);
    await one.pass(20);
    heard(one);
    await one.pass(29);
    expect(one.fired).toEqual([]);
    one.alerts.feed({ state: 'interrupted', confirmedAt: 0 });
    await one.pass(60);
    expect(one.fired).toMatchObject([{ measure: '30', price: '' }]);
    heard(one);
    await one.pass(2);
    await one.pass(40);
    expect(one.fired).toHaveLength(2);
  });

  it('begins anew with a restart', async () => {
    const one = watching(rule);
    await one.pass(29);
    const next = one.restarted();
    await next.pass(29);
    expect(next.fired).toEqual([]);
    await next.pass(1);
    expect(next.fired).toHaveLength(1);
  });
});

/** What is the same for every kind, tried with the one that is told from outside. */
describe('an alert', () => {
  const rule: AlertRule = { kind: 'fill', symbol: '' };
  const happens = (one: Desk) => one.alerts.filled({ ...PLACE, symbol: 'BTCUSDT', price: '1' });

  it('of once is off after it fired, over a restart too', () => {
    const one = watching(rule);
    happens(one);
    happens(one);
    const next = one.restarted();
    happens(next);
    expect([one.fired.length, next.fired.length]).toEqual([1, 0]);
    expect(next.book.state('paper').alerts).toMatchObject([{ enabled: false, firedCount: 1 }]);
  });

  it('that recurs is quiet while it cools down, also over a restart', async () => {
    const one = watching(rule, { ...recurring, cooldownSeconds: 60 });
    happens(one);
    await one.pass(59);
    happens(one);
    const next = one.restarted();
    happens(next);
    expect([one.fired.length, next.fired.length]).toEqual([1, 0]);
    await next.pass(1);
    happens(next);
    expect(next.fired).toHaveLength(1);
  });

  it('is over at its expiry', async () => {
    const one = watching(rule, { ...recurring, expiresAt: START + 10_000 });
    happens(one);
    await one.pass(10);
    happens(one);
    expect(one.fired).toHaveLength(1);
  });

  it('passes over what happens while it is snoozed, and is awake again after the first that it tells', async () => {
    const one = watching(rule, recurring);
    one.book.snooze(one.id, START + 60_000, START);
    happens(one);
    await one.pass(60);
    happens(one);
    expect(one.fired).toHaveLength(1);
    expect(one.book.state('paper').alerts).toMatchObject([{ snoozedUntil: null }]);
  });
});
