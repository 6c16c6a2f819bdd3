import { expect, it, onTestFinished } from 'vitest';
import { temporaryDatabase } from './testing';
import { createValueHistoryRepository } from './value-history';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = 400 * DAY;

it('of an account and an asset, points come back oldest first and of one moment the last holds', () => {
  const history = createValueHistoryRepository(temporaryDatabase(onTestFinished));
  history.add('a', 'USDT', { at: 2_000, value: '2.5' });
  history.add('a', 'USDT', { at: 1_000, value: '1' });
  history.add('a', 'USDT', { at: 2_000, value: '3.00000000000000000001' });
  history.add('a', 'BTC', { at: 1_500, value: '9' });
  history.add('b', 'USDT', { at: 1_500, value: '9' });
  expect(history.since('a', 'USDT', 0)).toEqual([
    { at: 1_000, value: '1' },
    { at: 2_000, value: '3.00000000000000000001' },
  ]);
  expect(history.since('a', 'USDT', 1_001)).toHaveLength(1);
});

it('old points are thinned to the last of each hour, older ones to the last of each day', () => {
  const history = createValueHistoryRepository(temporaryDatabase(onTestFinished));
  const add = (at: number) => history.add('a', 'USDT', { at, value: String(at) });
  for (let at = NOW - DAY; at < NOW; at += 5 * MINUTE) add(at);
  for (let at = NOW - 10 * DAY; at < NOW - 10 * DAY + 3 * HOUR; at += 5 * MINUTE) add(at);
  for (let at = NOW - 100 * DAY; at < NOW - 98 * DAY; at += HOUR) add(at);
  history.thin(NOW);
  expect(history.since('a', 'USDT', NOW - DAY)).toHaveLength(288);
  expect(history.since('a', 'USDT', 0).filter(({ at }) => at < NOW - DAY)).toEqual(
    [
      NOW - 99 * DAY - HOUR,
      NOW - 98 * DAY - HOUR,
      NOW - 10 * DAY + HOUR - 5 * MINUTE,
      NOW - 10 * DAY + 2 * HOUR - 5 * MINUTE,
      NOW - 10 * DAY + 3 * HOUR - 5 * MINUTE,
    ].map((at) => ({ at, value: String(at) })),
  );
});
