import { describe, expect, it } from 'vitest';
import type { Feed, Tape, Ticker } from '@shared/domain/market';
import { lastPriceOf } from './last-price';

const ticker = { lastPrice: '100', openPrice: '90' } as Ticker;
const prices = (confirmedAt: number): Feed => ({ state: 'live', confirmedAt });

function tape(confirmedAt: number, ...newestFirst: string[]): Tape {
  return {
    symbol: 'BTCUSDT',
    state: 'live',
    confirmedAt,
    trades: newestFirst.map((price) => ({ id: '', price, quantity: '1', time: 0, buyerIsMaker: null })),
  };
}

describe('the last price', () => {
  it('is the newest trade while the tape was confirmed last', () => {
    expect(lastPriceOf(ticker, prices(1), tape(2, '101', '102'))).toEqual({
      price: '101',
      direction: 'down',
      confirmedAt: 2,
    });
  });

  it('is the ticker’s while that was confirmed later, and never as fresh as it is not', () => {
    expect(lastPriceOf(ticker, prices(9), tape(2, '101'))).toEqual({
      price: '100',
      direction: 'down',
      confirmedAt: 9,
    });
    expect(lastPriceOf(ticker, prices(9), undefined)).toMatchObject({ direction: 'up', confirmedAt: 9 });
  });

  it('points the way of the last change, however long ago it was and however it is written', () => {
    expect(lastPriceOf(ticker, prices(1), tape(2, '101', '101.0', '101', '99'))?.direction).toBe('up');
    expect(lastPriceOf(ticker, prices(9), tape(2, '100', '100.5'))?.direction).toBe('down');
    expect(lastPriceOf(ticker, prices(1), tape(2, '101', '101.00'))?.direction).toBe('flat');
  });

  it('is known from the tape alone, and unknown without either', () => {
    expect(lastPriceOf(undefined, prices(9), tape(2, '5'))?.price).toBe('5');
    expect(lastPriceOf(undefined, undefined, tape(2))).toBeUndefined();
  });
});
