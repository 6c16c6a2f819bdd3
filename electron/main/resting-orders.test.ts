import { expect, it, onTestFinished } from 'vitest';
import { temporaryJournal } from './storage/testing-orders';
import { createRestingOrders } from './resting-orders';

it('resting orders of every account are told, the other accounts named', () => {
  const { orders, add } = temporaryJournal(onTestFinished);
  add({ accountId: 'one', phase: 'open', orderId: '1' });
  add({ accountId: 'two', phase: 'partly-filled', orderId: '2' });
  add({ accountId: 'two', phase: 'unknown', symbol: 'ETHBTC' });
  add({ accountId: 'two', phase: 'filled', orderId: '3' });
  add({ accountId: 'removed', phase: 'open', orderId: '4' });
  const live = { ...add({ accountId: 'one', phase: 'open', orderId: '9' }), price: '7' };
  const resting = createRestingOrders({
    journal: orders,
    trading: () => ({ open: () => [live], unsettled: () => [] }),
    tradingId: () => 'one',
    accounts: () => [
      { id: 'one', name: 'One' },
      { id: 'two', name: 'Two' },
    ],
  });
  expect(resting.all('open').map(({ price, account }) => [price, account])).toEqual([
    ['7', undefined],
    ['0.10000000', 'Two'],
  ]);
  expect(resting.all('unsettled')).toMatchObject([{ symbol: 'ETHBTC', account: 'Two' }]);
  expect(resting.of('two')).toMatchObject({
    open: [{ symbol: 'LTCBTC' }],
    unsettled: [{ symbol: 'ETHBTC' }],
  });
});
