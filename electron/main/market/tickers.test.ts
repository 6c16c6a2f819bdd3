import { describe, expect, it } from 'vitest';
import { tickerOf24hr, tickerOfEvent, withLastPrice } from './tickers';

const STATISTICS = {
  symbol: 'LTCBTC',
  priceChange: '1.00',
  priceChangePercent: '50.00',
  weightedAvgPrice: '1.88',
  lastPrice: '3.00',
  bidPrice: '1.00',
  bidQty: '5',
  askPrice: '0.00',
  askQty: '0',
  openPrice: '2.00',
  highPrice: '18',
  lowPrice: '1',
  volume: '8',
  quoteVolume: '15',
  openTime: 1,
  closeTime: 2,
};
const EVENT = {
  eventTime: 5,
  symbol: 'LTCBTC',
  priceChange: '-0.00000000000000000001',
  priceChangePercent: '-0.00',
  lastPrice: '12345678901234567890.5',
  highPrice: '12345678901234567891',
  lowPrice: '1',
  volume: '9',
  quoteVolume: '16',
  openTime: 2,
  closeTime: 5,
};

describe('a ticker', () => {
  it('has statistics only: best prices are the book’s', () => {
    expect(Object.keys(tickerOf24hr(STATISTICS)).sort()).toEqual(
      Object.keys(tickerOfEvent(EVENT, undefined) ?? {}).sort(),
    );
  });

  it('of an event has the exact open price: the last price minus the change', () => {
    expect(tickerOfEvent(EVENT, undefined)?.openPrice).toBe('12345678901234567890.50000000000000000001');
  });

  it('keeps the way in which REST wrote the same open price', () => {
    const known = tickerOf24hr(STATISTICS);
    const event = { ...EVENT, lastPrice: '3.50', priceChange: '1.5' };
    expect(tickerOfEvent(event, known)?.openPrice).toBe('2.00');
  });

  it('is refused when it rose by more than its price', () => {
    expect(tickerOfEvent({ ...EVENT, lastPrice: '1', priceChange: '1.01' }, undefined)).toBeUndefined();
  });

  it('follows a newer last price: change, high and low move with it exactly', () => {
    const known = tickerOf24hr(STATISTICS);
    expect(withLastPrice(known, '0.5')).toMatchObject({
      lastPrice: '0.5',
      priceChange: '-1.5',
      priceChangePercent: '-75.00',
      lowPrice: '0.5',
      highPrice: '18',
    });
    expect(withLastPrice(known, '3.00')).toBe(known);
  });
});
