import { describe, expect, it } from 'vitest';
import { journalOrder } from '../state/testing-orders';
import { averageOf, columnWidths, historyFigures } from './history-row';

const rules = {
  symbol: 'BTCUSDT',
  status: 'TRADING',
  baseAsset: 'BTC',
  quoteAsset: 'USDT',
  baseAssetPrecision: 5,
  quotePrecision: 2,
  orderTypes: ['LIMIT'],
};

describe('figures of the history', () => {
  it('are exact, and empty where nothing was traded', () => {
    expect(historyFigures(journalOrder({ quantity: '0.05000' }), rules)).toEqual({
      price: '41,000.00',
      average: '',
      quantity: '0.05',
      filled: '',
      value: '',
    });
  });

  it('never round what was traded', () => {
    const order = journalOrder({ executedQuantity: '0.03', executedQuote: '1229.99987654321' });
    expect(historyFigures(order, rules)).toMatchObject({
      filled: '0.03',
      value: '1,229.99987654321',
      average: '41,000.00',
    });
  });

  it('of a symbol that is gone keep the decimals of the order', () => {
    expect(historyFigures(journalOrder({ price: '0.0012340' }), undefined).price).toBe('0.001234');
  });
});

it('an average is worked out from what was traded', () => {
  expect(averageOf({ executedQuantity: '3', executedQuote: '1' }, 2)).toBe('0.33');
  expect(averageOf({ executedQuantity: '3', executedQuote: '2' }, 2)).toBe('0.67');
  expect(averageOf({ executedQuantity: '3', executedQuote: '0' }, 2)).toBe('');
});

it('a column is as wide as its longest figure', () => {
  const rows = [journalOrder({ price: '1' }), journalOrder({ price: '0.1234567', quantity: '2' })];
  expect(columnWidths(rows.map((row) => historyFigures(row, undefined)))).toMatchObject({
    price: 7,
    quantity: 2,
    value: 0,
  });
});
