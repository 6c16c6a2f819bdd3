import { expect, it } from 'vitest';
import type { AlertRule } from '@shared/domain/alert';
import { isBeyond } from './beyond';

it('a level that the price is past already is told of, one that it stands at or comes to is not', () => {
  const rule = (kind: 'rises' | 'falls' | 'reaches'): AlertRule => ({
    kind,
    symbol: 'BTCUSDT',
    price: '100',
  });
  const beyond = (kind: 'rises' | 'falls' | 'reaches') =>
    ['99.9', '100.0', '100.1'].map((last) => isBeyond({ rule: rule(kind) }, last));
  expect(beyond('rises')).toEqual([false, false, true]);
  expect(beyond('falls')).toEqual([true, false, false]);
  expect(beyond('reaches')).toEqual([false, false, false]);
  expect(isBeyond({ rule: rule('rises') }, undefined)).toBe(false);
  expect(isBeyond({ rule: { kind: 'fill', symbol: '' } }, '1')).toBe(false);
});
