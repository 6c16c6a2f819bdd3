import { expect, it } from 'vitest';
import { barOf } from './bar';

it('nothing is sent while the journal cannot be written or the last run is not settled, or trading is locked', () => {
  expect(barOf({ state: 'unwritable', reason: 'disk full' }, true)).toEqual({
    kind: 'unwritable',
    reason: 'disk full',
  });
  expect(barOf({ state: 'reconciling', left: 2 }, false)).toEqual({ kind: 'reconciling', left: 2 });
  expect(barOf({ state: 'ready' }, true)).toEqual({ kind: 'locked' });
});

it('what is ready, or not known yet, bars nothing', () => {
  expect(barOf({ state: 'ready' }, false)).toBeUndefined();
  expect(barOf(undefined, undefined)).toBeUndefined();
});
