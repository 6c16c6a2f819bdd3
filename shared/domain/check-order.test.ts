import { describe, expect, it } from 'vitest';
import type { Balance } from './account';
import { checkBalance, checkRules, orderCost } from './check-order';
import type { OrderIntent } from './order';
import type { SpotSymbol } from './symbol';

const rules: SpotSymbol = {
  symbol: 'LTCBTC',
  status: 'TRADING',
  baseAsset: 'LTC',
  quoteAsset: 'BTC',
  baseAssetPrecision: 2,
  quotePrecision: 7,
  orderTypes: ['LIMIT'],
  minPrice: '0.0000010',
  maxPrice: '1000',
  minQuantity: '0.01',
  maxQuantity: '5000',
  minNotional: '0.0001',
};
const intent: OrderIntent = { symbol: 'LTCBTC', side: 'BUY', price: '0.0012340', quantity: '40.00' };
const brokenBy = (change: Partial<OrderIntent>, on: Partial<SpotSymbol> = {}) =>
  checkRules({ ...intent, ...change }, { ...rules, ...on }).map((error) => [
    error.code,
    error.details?.['field'],
  ]);

describe('an order is checked before anything is sent', () => {
  it('passes when it keeps every rule', () => {
    expect(brokenBy({})).toEqual([]);
    expect(brokenBy({ price: '0.00123400', quantity: '40.000' }), 'trailing zeros are no decimals').toEqual(
      [],
    );
  });

  it.each([
    [{ price: '' }, 'order.empty', 'price'],
    [{ price: '1e5' }, 'order.not-decimal', 'price'],
    [{ price: '0.0' }, 'order.zero', 'price'],
    [{ price: '0.00000001' }, 'order.precision', 'price'],
    [{ price: '0.0000009' }, 'order.below-min', 'price'],
    [{ price: '1000.1' }, 'order.above-max', 'price'],
    [{ quantity: '' }, 'order.empty', 'quantity'],
    [{ quantity: '１' }, 'order.not-decimal', 'quantity'],
    [{ quantity: '0.001' }, 'order.precision', 'quantity'],
    [{ quantity: '5000.01' }, 'order.above-max', 'quantity'],
    [{ quantity: '0.01', price: '0.001' }, 'order.below-notional', 'total'],
  ])('%j is refused as %s on %s', (change, code, field) => {
    expect(brokenBy(change)).toEqual([[code, field]]);
  });

  it('names every broken rule at once', () => {
    expect(brokenBy({ price: '', quantity: 'x' }, { status: 'HALT' }).map(([code]) => code)).toEqual([
      'order.not-trading',
      'order.empty',
      'order.not-decimal',
    ]);
  });

  it('has no bound where the exchange names none', () => {
    const {
      minPrice: _a,
      maxPrice: _b,
      minQuantity: _c,
      maxQuantity: _d,
      minNotional: _e,
      ...unbounded
    } = rules;
    expect(checkRules({ ...intent, price: '9999999', quantity: '999999999' }, unbounded)).toEqual([]);
  });
});

describe('the balance must cover an order', () => {
  const balance = (asset: string, free: string, canTrade = true): Balance => ({
    asset,
    free,
    locked: '0',
    canTrade,
    canDeposit: true,
    canWithdraw: true,
  });

  it('a buy locks price × quantity of the quote asset, exactly', () => {
    expect(orderCost(intent, rules)).toEqual({ asset: 'BTC', amount: '0.04936' });
    expect(checkBalance(intent, rules, [balance('BTC', '0.04936')])).toBeUndefined();
    expect(checkBalance(intent, rules, [balance('BTC', '0.04935999999999999999')])?.details).toMatchObject({
      field: 'total',
      asset: 'BTC',
      needed: '0.04936',
    });
  });

  it('a sell locks the quantity of the base asset', () => {
    const sell: OrderIntent = { ...intent, side: 'SELL' };
    expect(checkBalance(sell, rules, [balance('LTC', '40')])).toBeUndefined();
    expect(checkBalance(sell, rules, [balance('LTC', '39.99')])?.details?.['field']).toBe('quantity');
  });

  it('no balance is a balance of zero, and an asset that may not be traded is said to be so', () => {
    expect(checkBalance(intent, rules, [])?.code).toBe('order.balance');
    expect(checkBalance(intent, rules, [balance('BTC', '10', false)])?.code).toBe('order.asset-locked');
  });
});
