import { expect, it } from 'vitest';
import { alertMarketOf } from './alert-market';

it('tells whole milliseconds, which is what the exchange and the database take', () => {
  const market = alertMarketOf({ serverNow: () => 1_763_835_872_123.456, call: () => expect.unreachable() });
  expect(market.now()).toBe(1_763_835_872_123);
});
