import { describe, expect, it } from 'vitest';
import { fit, pieces } from './fuzzy';

const best = (query: string, titles: readonly string[]): string | undefined =>
  titles
    .map((title) => ({ title, score: fit(query, title)?.score ?? -Infinity }))
    .filter(({ score }) => score > -Infinity)
    .sort((a, b) => b.score - a.score)[0]?.title;

describe('what was typed', () => {
  it('fits the beginnings of words', () => {
    expect(best('lt', ['Result', 'Lock trading', 'Alert'])).toBe('Lock trading');
  });

  it('fits a symbol with and without its slash', () => {
    expect(fit('btcusdt', 'BTC/USDT')?.hits).toEqual([0, 1, 2, 4, 5, 6, 7]);
    expect(best('btcu', ['WBTC/USDT', 'BTC/USDT', 'BTC/USDC'])).toBe('BTC/USDT');
  });

  it('fits the beginning of a title before one of its later words', () => {
    expect(best('bt', ['ETH/BTC', 'BTC/USDT'])).toBe('BTC/USDT');
  });

  it('fits its words in any order', () => {
    expect(fit('trading lock', 'Lock trading')).toBeDefined();
  });

  it('fits Chinese', () => {
    expect(fit('锁交', '锁定交易')?.hits).toEqual([0, 2]);
  });

  it('does not fit letters that are there by chance', () => {
    expect(fit('ags', 'A very long name of which it says')).toBeUndefined();
  });

  it('fits another name as it stands, showing no letters', () => {
    expect(fit('zoom', '放大', 'view.zoomIn')?.hits).toEqual([]);
    expect(fit('zmi', '放大', 'view.zoomIn')).toBeUndefined();
  });

  it('fits everything while nothing is typed', () => {
    expect(fit('  ', 'Anything')?.hits).toEqual([]);
  });
});

it('a text is cut where hits begin and end', () => {
  expect(pieces('Lock', [0, 2, 3])).toEqual([
    { text: 'L', hit: true },
    { text: 'o', hit: false },
    { text: 'ck', hit: true },
  ]);
});
