import { expect, it, onTestFinished } from 'vitest';
import { createAlertsRepository, MOST_FIRINGS } from './alerts';
import { newWatch, type NewFiring, type StoredAlert } from './stored-alert';
import { temporaryDatabase } from './testing';

const alert: Omit<StoredAlert, 'id'> = {
  rule: { kind: 'rises', symbol: 'BTCUSDT', price: '67412.40' },
  repeat: 'once',
  cooldownSeconds: 60,
  hysteresis: '0.1',
  note: 'near the top',
  sound: true,
  expiresAt: null,
  server: 'paper',
  accountId: '',
  enabled: true,
  snoozedUntil: null,
  createdAt: 1_763_835_872_123,
  firedAt: null,
  firedCount: 0,
  watch: newWatch(1_763_835_872_123),
};

const firing: NewFiring = {
  alertId: 1,
  server: 'paper',
  rule: alert.rule,
  note: '',
  at: 1_763_835_872_124,
  price: '67412.5',
  measure: '',
  away: { openTime: 0, closeTime: 59_999, high: '2', low: '1' },
};

it('an alert, what it watches and what fired come back as they were kept', () => {
  const alerts = createAlertsRepository(temporaryDatabase(onTestFinished));
  const id = alerts.insert(alert);
  const seen = { price: '1', at: 61_000, openTime: 60_000, high: '2', low: '1' };
  const changed: StoredAlert = {
    ...alert,
    id,
    enabled: false,
    firedAt: 5,
    firedCount: 1,
    watch: { ...alert.watch, side: 'below' },
  };
  const [kept] = alerts.commit({
    alerts: [changed],
    firings: [firing],
    seen: [{ server: 'paper', symbol: 'BTCUSDT', price: seen }],
  });
  expect(alerts.list()).toEqual([changed]);
  expect(alerts.firings(10)).toEqual([kept]);
  expect(kept).toEqual({ ...firing, id: 1, dismissed: false });
  expect(alerts.seen('paper').get('BTCUSDT')).toEqual(seen);
  alerts.dismiss(1);
  expect(alerts.firings(10)[0]?.dismissed).toBe(true);
  alerts.remove(id);
  alerts.forgetSeen('paper', 'BTCUSDT');
  expect([alerts.list(), alerts.seen('paper').size]).toEqual([[], 0]);
});

it.each([
  ['{'],
  ['{"rule":{"kind":"rises","symbol":"BTCUSDT","price":"1e400"}}'],
  ['{"rule":{"kind":"rises","symbol":"BTCUSDT","price":"1"},"hysteresis":"x"}'],
  ['{"rule":{"kind":"volume","symbol":"BTCUSDT","interval":"1h","times":"NaN"}}'],
])('of a damaged file the readable alerts are kept: not one whose choices are %s', (text) => {
  const db = temporaryDatabase(onTestFinished);
  const alerts = createAlertsRepository(db);
  const [damaged, whole] = [alerts.insert(alert), alerts.insert(alert)];
  db.prepare('UPDATE alerts SET choices = ? WHERE id = ?').run(text, damaged);
  expect(alerts.list().map(({ id }) => id)).toEqual([whole]);
});

it('history keeps the newest', () => {
  const alerts = createAlertsRepository(temporaryDatabase(onTestFinished));
  alerts.commit({ firings: Array.from({ length: MOST_FIRINGS + 5 }, () => firing) });
  const kept = alerts.firings(MOST_FIRINGS + 100);
  expect([kept.length, kept[0]?.id]).toEqual([MOST_FIRINGS, MOST_FIRINGS + 5]);
});

it('a pause is kept until it is ended', () => {
  const alerts = createAlertsRepository(temporaryDatabase(onTestFinished));
  expect(alerts.pause()).toBeNull();
  alerts.setPause({ until: 7 });
  expect(alerts.pause()).toEqual({ until: 7 });
  alerts.setPause({ until: null });
  expect(alerts.pause()).toEqual({ until: null });
  alerts.setPause(null);
  expect(alerts.pause()).toBeNull();
});
