import { expect, it } from 'vitest';
import { fail, ok } from '@shared/domain/result';
import { journalOrder } from '../state/testing-orders';
import { findEntry } from './find-entry';

const wanted = { accountId: 'paper', symbol: 'BTCUSDT', orderId: '42' };
const first = { orders: [journalOrder({ entryId: 9, orderId: '41' })], next: 9 };
const second = { orders: [journalOrder({ entryId: 3, orderId: '42' })], next: null };

it('an order that the exchange lists is found in the journal by its id, page by page', async () => {
  const pages: (number | undefined)[] = [];
  const found = await findEntry(async ({ before }) => {
    pages.push(before);
    return ok(before === undefined ? first : second);
  }, wanted);
  expect(found).toEqual(ok(3));
  expect(pages).toEqual([undefined, 9]);
});

it('one that the journal does not have is not made up', async () => {
  expect(await findEntry(async () => ok({ ...first, next: null }), wanted)).toEqual(ok(undefined));
  expect(await findEntry(async () => ok(first), wanted)).toEqual(ok(undefined));
});

it('a journal that cannot be read says so', async () => {
  const failure = fail('storage.failed', 'The database failed.');
  expect(await findEntry(async () => failure, wanted)).toEqual(failure);
});
