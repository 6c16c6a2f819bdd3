import { expect, it } from 'vitest';
import { fail, ok } from '@shared/domain/result';
import { cancelAllOutcome } from './cancel-all-result';

const gone = fail('refused.unknown-order', 'UNKNOWN_ORDER').error;

it('all that were cancelled are counted', () => {
  expect(cancelAllOutcome(ok({ cancelled: 7, failed: [] }))).toEqual({ kind: 'done', cancelled: 7 });
});

it('those that were not are told with the reason of the first', () => {
  const failed = [
    { symbol: 'BTCUSDT', orderId: '1', error: gone },
    { symbol: 'LTCBTC', orderId: '2', error: fail('not-sent.dns', 'No address').error },
  ];
  expect(cancelAllOutcome(ok({ cancelled: 7, failed }))).toEqual({
    kind: 'partly',
    cancelled: 7,
    failed,
    reason: gone,
  });
});

it('nothing to cancel is no failure', () => {
  expect(cancelAllOutcome(ok({ cancelled: 0, failed: [] }))).toEqual({ kind: 'none' });
});

it('a lost answer is not called a failure: some may be cancelled', () => {
  expect(cancelAllOutcome(fail('order.unknown', 'No answer.'))).toEqual({ kind: 'unknown' });
  expect(cancelAllOutcome(fail('account.no-key', 'No key.'))).toMatchObject({ kind: 'failed' });
});
