import { expect, it } from 'vitest';
import { createRecentIntents } from './recent-intents';

const intent = { symbol: 'BTCUSDT', side: 'BUY', price: '100', quantity: '2' } as const;

it('the same order is known as numbers, since it was committed last', () => {
  let now = 0;
  const recent = createRecentIntents(() => now);
  expect(recent.secondsSince(intent)).toBeNull();
  recent.committed(intent);
  now = 4_000;
  recent.committed({ ...intent, side: 'SELL' });
  expect(recent.secondsSince({ ...intent, price: '100.00', quantity: '2.0' })).toBe(4);
  expect(recent.secondsSince({ ...intent, price: '100.01' })).toBeNull();
  now = 3_600_001;
  expect(recent.secondsSince(intent)).toBeNull();
});
