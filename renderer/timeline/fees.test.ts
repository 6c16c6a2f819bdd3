import { expect, it } from 'vitest';
import { feesOf } from './fees';

it('fees of fills are summed by asset, exactly, and only those that are known', () => {
  const events = [
    { at: 0, kind: 'accepted', details: { orderId: '1' } },
    { at: 1, kind: 'fill', details: { quantity: '1', fee: '0.1', feeAsset: 'BTC' } },
    { at: 2, kind: 'fill', details: { quantity: '1', fee: '0.2', feeAsset: 'BTC' } },
    { at: 3, kind: 'fill', details: { quantity: '1' } },
  ] as const;
  expect(feesOf(events)).toEqual([{ asset: 'BTC', amount: '0.3' }]);
  expect(feesOf([])).toEqual([]);
});
