import { expect, it } from 'vitest';
import { exchangeOf } from './account';
import { moved } from './watchlist';

it('a symbol is moved up, down, and never out of its list', () => {
  const list = ['a', 'b', 'c', 'd'];
  expect(moved(list, 0, 2)).toEqual(['b', 'c', 'a', 'd']);
  expect(moved(list, 3, 1)).toEqual(['a', 'd', 'b', 'c']);
  expect(moved(list, 1, -5)).toEqual(['b', 'a', 'c', 'd']);
  expect(moved(list, 1, 99)).toEqual(['a', 'c', 'd', 'b']);
  expect(moved(list, 7, 0)).toEqual(list);
});

it('lists of the paper exchange outlive its port', () => {
  const [one, other] = [
    { kind: 'paper', restUrl: 'http://127.0.0.1:4001' } as const,
    { kind: 'paper', restUrl: '' } as const,
  ];
  expect(exchangeOf(one)).toBe(exchangeOf(other));
  expect(exchangeOf({ kind: 'custom', restUrl: 'https://a.example' })).toBe('https://a.example');
});
