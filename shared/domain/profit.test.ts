import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, compare, isZero, multiply, subtract } from './decimal';
import { profitOf, unrealisedOf, type ProfitTrade } from './profit';

const buy = (quantity: string, quote: string | null, fees: ProfitTrade['fees'] = []): ProfitTrade => ({
  at: 1,
  side: 'BUY',
  quantity,
  quote,
  fees,
  feesKnown: true,
});
const sell = (quantity: string, quote: string | null, fees: ProfitTrade['fees'] = []): ProfitTrade => ({
  ...buy(quantity, quote, fees),
  side: 'SELL',
});
const of = (...trades: ProfitTrade[]) => profitOf(trades, 'BTC', 'USDT');

describe('profit by the moving weighted average', () => {
  it('buys at two prices make one average, and a sale realises against it', () => {
    const profit = of(buy('1', '100'), buy('3', '500'), sell('2', '400'));
    expect(profit).toMatchObject({ position: '2', cost: '300', average: '150', realised: '100', gaps: [] });
    expect(unrealisedOf(profit, '160')).toBe('20');
    expect(unrealisedOf(profit, '140')).toBe('-20');
  });

  it('a fee in the base asset makes what was bought dearer', () => {
    const profit = of(buy('1', '100', [{ amount: '0.001', asset: 'BTC' }]));
    expect(profit).toMatchObject({ position: '0.999', cost: '100', average: '100.1001001001' });
  });

  it('fees in the quote asset add to the cost of a buy and take from what a sale brings', () => {
    const fee = [{ amount: '1', asset: 'USDT' }];
    expect(of(buy('1', '100', fee), sell('1', '120', fee))).toMatchObject({
      position: '0',
      cost: '0',
      average: null,
      realised: '18',
    });
  });

  it('a fee in another asset is told, and is in no figure', () => {
    expect(of(buy('1', '100', [{ amount: '0.5', asset: 'JEX' }]))).toMatchObject({
      cost: '100',
      otherFees: [{ amount: '0.5', asset: 'JEX' }],
      gaps: ['fees-elsewhere'],
    });
  });

  it('of a sale beyond the known position only the known part counts, and the rest is named', () => {
    const profit = of(buy('1', '100'), sell('4', '800'));
    expect(profit).toMatchObject({
      position: '0',
      realised: '100',
      soldUnknown: '3',
      gaps: ['sold-unknown'],
    });
    expect(of(sell('2', '400'))).toMatchObject({ realised: '0', soldUnknown: '2' });
  });

  it('a third is not lost: what is cut off stays in the cost', () => {
    const profit = of(buy('3', '100'), sell('1', '50'), sell('1', '50'), sell('1', '50'));
    expect(profit).toMatchObject({ position: '0', cost: '0', realised: '50' });
  });

  it('what is not known of a trade is named', () => {
    expect(of({ ...buy('1', null), feesKnown: false }).gaps).toEqual(['unpriced', 'fees-unknown']);
  });
});

const units = (most: number, places: number) =>
  fc.integer({ min: 1, max: most }).map((n) => {
    const digits = String(n).padStart(places + 1, '0');
    return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  });

const anyTrade = fc.record({
  side: fc.constantFrom<'BUY' | 'SELL'>('BUY', 'SELL'),
  quantity: units(9_999_999, 8),
  quote: units(99_999_999, 6),
  fee: fc.option(fc.record({ asset: fc.constantFrom('BTC', 'USDT'), amount: units(999, 12) }), {
    nil: undefined,
  }),
});

/** Sales are made no larger than what is there, so that every cost is known. */
function covered(
  raw: readonly {
    side: 'BUY' | 'SELL';
    quantity: string;
    quote: string;
    fee: { asset: string; amount: string } | undefined;
  }[],
) {
  const trades: ProfitTrade[] = [];
  for (const { side, quantity, quote, fee } of raw) {
    const trade: ProfitTrade = { at: 1, side, quantity, quote, fees: fee ? [fee] : [], feesKnown: true };
    if (profitOf([...trades, trade], 'BTC', 'USDT').soldUnknown === '0') trades.push(trade);
  }
  return trades;
}

describe('for any trades and any price', () => {
  it('realised and unrealised together are what the position is worth less what was paid for all of it', () => {
    fc.assert(
      fc.property(fc.array(anyTrade, { maxLength: 25 }), units(99_999_999, 6), (raw, price) => {
        const trades = covered(raw);
        const profit = profitOf(trades, 'BTC', 'USDT');
        let paid = '0';
        for (const { side, quote, fees } of trades) {
          const fee = fees
            .filter(({ asset }) => asset === 'USDT')
            .reduce((sum, { amount }) => add(sum, amount), '0');
          paid =
            side === 'BUY' ? add(paid, add(quote ?? '0', fee)) : subtract(paid, subtract(quote ?? '0', fee));
        }
        const together = add(profit.realised, unrealisedOf(profit, price));
        expect(together).toBe(subtract(multiply(profit.position, price), paid));
      }),
      { numRuns: 200 },
    );
  });

  it('position and cost are never negative, and no position has no cost', () => {
    fc.assert(
      fc.property(fc.array(anyTrade, { maxLength: 25 }), (raw) => {
        const trades = raw.map(({ fee, ...trade }): ProfitTrade => ({
          ...trade,
          at: 1,
          fees: fee ? [fee] : [],
          feesKnown: true,
        }));
        const profit = profitOf(trades, 'BTC', 'USDT');
        expect(compare(profit.position, '0')).toBeGreaterThanOrEqual(0);
        expect(compare(profit.cost, '0')).toBeGreaterThanOrEqual(0);
        if (isZero(profit.position)) expect(isZero(profit.cost)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('a sale at the average realises nothing but what was cut off', () => {
    fc.assert(
      fc.property(fc.array(units(9_999_999, 8), { minLength: 1, maxLength: 10 }), (quantities) => {
        const buys = quantities.map((quantity) => buy(quantity, multiply(quantity, '41000.5')));
        const profit = profitOf(
          [...buys, sell('0.00000001', multiply('0.00000001', '41000.5'))],
          'BTC',
          'USDT',
        );
        expect(compare(profit.realised, '0.000000000001')).toBeLessThan(0);
        expect(profit.realised.startsWith('-')).toBe(false);
      }),
    );
  });
});
