import { expect, it } from 'vitest';
import './every-language';
import type { AlertFiring } from '../domain/alert';
import { awayText, firingText, type AlertWords } from './alert-text';

const words: AlertWords = {
  language: 'en',
  marketOf: () => 'BTC/USDT',
  price: (price) => price,
  amount: (amount) => amount,
  clock: (at) => `${at}`,
  moment: (at) => `day ${at}`,
};
const chinese: AlertWords = { ...words, language: 'zh-CN' };
const seen: AlertFiring = {
  id: 1,
  alertId: 1,
  server: 'paper',
  rule: { kind: 'rises', symbol: 'BTCUSDT', price: '100' },
  note: '',
  at: 60,
  price: '101',
  measure: '',
  away: null,
  dismissed: false,
};
const away: AlertFiring = {
  ...seen,
  price: '107',
  away: { openTime: 0, closeTime: 59, high: '107', low: '95' },
};

it('a crossing that was seen is told with the price that did it', () => {
  expect(firingText(words, seen)).toBe('BTC/USDT rose to 101');
  expect(awayText(words, seen)).toBe('');
});

it('a crossing that nobody saw is told as its level, with the extremes of its time as such', () => {
  expect(firingText(words, away)).toBe('BTC/USDT rose to 100 or above');
  expect(firingText(words, { ...away, rule: { kind: 'falls', symbol: 'BTCUSDT', price: '98' } })).toBe(
    'BTC/USDT fell to 98 or below',
  );
  expect(awayText(words, away)).toBe(
    'While you were away, between day 0 and day 60: lowest price 95, highest 107.',
  );
  expect(firingText(chinese, away)).toBe('BTC/USDT 曾上涨至 100 或更高');
  expect(awayText(chinese, away)).toBe('在您离开期间，day 0 至 day 60：最低价 95，最高价 107。');
});

it('a change that nobody saw does not tell an extreme as the price of now', () => {
  const rule = { kind: 'change', symbol: 'BTCUSDT', direction: 'up', percent: '5', minutes: 10 } as const;
  expect(firingText(words, { ...away, rule, measure: '7.00' })).toBe(
    'BTC/USDT +7.00 % within 10 min, as far as 107',
  );
});
