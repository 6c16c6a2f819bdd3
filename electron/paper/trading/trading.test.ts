import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Account, needs } from '../accounts/account';
import { Ledger } from '../accounts/ledger';
import type { AccountOrder } from '../accounts/order';
import { isOpen } from '../accounts/order';
import { Instrument } from '../listing/instrument';
import { TradeHistory } from '../market/history';
import { Market } from '../market/market';
import { PastTrades } from '../market/past-trades';
import { AssetPath, PricePath } from '../market/price-path';
import type { Side } from '../matching/order-book';
import { add, fixed, type Fixed, formatFixed, ZERO } from '../money/fixed';
import { ApiError } from '../http/api-error';
import { OrderIds } from './order-ids';
import { cancelOrder, placeOrder, type TradingFloor } from './trading';

const NOW = 1_700_000_000_000;

/** An empty book of BASE in QUOTE (1 decimal each), and customers with 1000 of both. */
function floorWith(customers: number) {
  const instrument = new Instrument({
    symbol: 'BASEQUOTE',
    status: 'TRADING',
    baseAsset: 'BASE',
    baseAssetPrecision: 1,
    quoteAsset: 'QUOTE',
    quotePrecision: 1,
    bounds: {},
    centre: '10',
    tradeSize: '1',
    tradesPerHour: 720,
    levels: 66,
  });
  const past = new PastTrades(new PricePath(new AssetPath(1, 'BASE'), undefined, 100, 1), 1, 10, 720);
  const market = new Market(
    instrument,
    new TradeHistory(past, NOW, () => ({ bid: 1, ask: 1000 })),
    1,
    () => undefined,
  );
  const accounts = Array.from({ length: customers }, () => {
    const start = { free: fixed('1000'), locked: ZERO };
    return new Account(
      new Ledger([
        ['BASE', start],
        ['QUOTE', start],
      ]),
    );
  });
  const floor: TradingFloor = {
    account: accounts[0]!,
    orderIds: new OrderIds(),
    markets: new Map([[market.symbol, market]]),
    accountsChanged: () => undefined,
  };
  const place = (account: number, side: Side, ticks: number, lots: number): AccountOrder | ApiError => {
    try {
      return placeOrder(floor, { market, side, ticks, lots }, NOW, accounts[account]);
    } catch (error) {
      if (error instanceof ApiError) return error;
      throw error;
    }
  };
  return { floor, market, accounts, place };
}

function total(accounts: readonly Account[], asset: string): Fixed {
  let sum = ZERO;
  for (const account of accounts) {
    const { free, locked } = account.ledger.balance(asset);
    sum = add(add(sum, add(free, locked)), account.fees.get(asset) ?? ZERO);
  }
  return sum;
}

const step = fc.record({
  account: fc.integer({ min: 0, max: 2 }),
  side: fc.constantFrom<Side>('BUY', 'SELL'),
  ticks: fc.integer({ min: 80, max: 120 }),
  lots: fc.integer({ min: 1, max: 4000 }),
  cancels: fc.boolean(),
});

describe('trading between customers', () => {
  it('keeps every asset: balances and fees always add up, nothing is negative, and exactly what open orders need is locked', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { floor, accounts, place } = floorWith(3);
        for (const { account, side, ticks, lots, cancels } of steps) {
          const order = place(account, side, ticks, lots);
          if (cancels && !(order instanceof ApiError) && isOpen(order)) cancelOrder(floor, order, NOW);
          expect(total(accounts, 'BASE')).toBe(fixed('3000'));
          expect(total(accounts, 'QUOTE')).toBe(fixed('3000'));
          for (const each of accounts) {
            const held = new Map([
              ['BASE', ZERO],
              ['QUOTE', ZERO],
            ]);
            for (const open of each.openOrders()) {
              const { asset, amount } = needs(open, open.originalLots - open.executedLots);
              held.set(asset, add(held.get(asset) ?? ZERO, amount));
            }
            for (const [asset, { free, locked }] of each.ledger.entries()) {
              expect(free >= ZERO).toBe(true);
              expect(locked).toBe(held.get(asset));
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives a buyer the better price, frees the rest, and takes the fee from what is received', () => {
    const { accounts, place } = floorWith(2);
    place(0, 'SELL', 100, 30);
    const bought = place(1, 'BUY', 110, 50);
    const buyer = accounts[1]!.ledger;
    // 3 BASE at 10, minus a thousandth; 2 BASE at 11 still wait.
    expect(formatFixed(buyer.balance('BASE').free)).toBe('1002.997');
    expect(formatFixed(buyer.balance('QUOTE').free)).toBe('948');
    expect(formatFixed(buyer.balance('QUOTE').locked)).toBe('22');
    expect(bought).toMatchObject({
      status: 'PARTIALLY_FILLED',
      executedLots: 30,
      executedQuote: fixed('30'),
    });
    expect(formatFixed(accounts[0]!.ledger.balance('QUOTE').free)).toBe('1029.97');
  });

  it('calls a cancelled order by whether it had traded', () => {
    const { floor, place } = floorWith(2);
    place(0, 'SELL', 100, 10);
    const partly = place(1, 'BUY', 100, 30) as AccountOrder;
    const never = place(1, 'BUY', 90, 30) as AccountOrder;
    for (const order of [partly, never]) cancelOrder(floor, order, NOW);
    expect([partly.status, never.status]).toEqual(['CANCLEFILLED', 'CANCELED']);
  });

  it('refuses an order beyond the balance and changes nothing', () => {
    const { accounts, place } = floorWith(1);
    const refusal = place(0, 'BUY', 101, 1000);
    expect(refusal).toMatchObject({
      code: -2010,
      message: 'Account has insufficient balance for requested action.',
    });
    expect(formatFixed(accounts[0]!.ledger.balance('QUOTE').free)).toBe('1000');
    expect([...accounts[0]!.orders()]).toEqual([]);
  });

  it('refuses the 201st open order of a symbol', () => {
    const { place } = floorWith(1);
    for (let count = 0; count < 200; count++) expect(place(0, 'BUY', 10, 1)).not.toBeInstanceOf(ApiError);
    expect(place(0, 'BUY', 10, 1)).toMatchObject({ code: -2019 });
  });
});
