import { expect, it } from 'vitest';
import { journalOrder } from '../state/testing-orders';
import { noLongerUnknown } from './fates';

const lost = journalOrder({ entryId: 1, phase: 'unknown' });
const other = journalOrder({ entryId: 2, phase: 'unknown' });

it('an order that was in doubt and is not any more is news, once', () => {
  expect(noLongerUnknown([lost, other], [other])).toEqual([lost]);
  expect(noLongerUnknown([other], [other])).toEqual([]);
});

it('one that is found and whose cancel is not settled is not in doubt by itself', () => {
  const found = { ...lost, phase: 'open', cancel: 'unknown' } as const;
  expect(noLongerUnknown([lost], [found])).toEqual([lost]);
});

it('one that was only on its way was never in doubt', () => {
  expect(noLongerUnknown([journalOrder({ phase: 'submitting' })], [])).toEqual([]);
});
