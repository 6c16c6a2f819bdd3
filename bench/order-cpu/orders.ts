import { createOrders } from '../../electron/main/trading/orders';
import type { Balance } from '../../shared/domain/account';
import type { SpotSymbol } from '../../shared/domain/symbol';
import { connect } from './connect';
import { ORDER_ID, priceOf, quantityOf, serveRounds } from './rounds';

/** As many as the paper exchange lists, with the one that is traded in the middle. */
const SYMBOLS: readonly SpotSymbol[] = Array.from({ length: 16 }, (_, index) => ({
  symbol: index === 8 ? 'BTCUSDT' : `COIN${index}USDT`,
  status: 'TRADING',
  baseAsset: index === 8 ? 'BTC' : `COIN${index}`,
  quoteAsset: 'USDT',
  baseAssetPrecision: 4,
  quotePrecision: 2,
  orderTypes: ['LIMIT'],
  minPrice: '0.01',
  maxPrice: '1000000',
  minQuantity: '0.0001',
  maxQuantity: '9000',
  minNotional: '10',
}));

const BALANCES: readonly Balance[] = ['BTC', 'ETH', 'LTC', 'JEX', 'DASH', 'USDT'].map((asset) => ({
  asset,
  free: '100000000.12345678',
  locked: '0',
  canTrade: true,
  canDeposit: true,
  canWithdraw: true,
}));

/** The whole of it: the order's guards (symbol rules, filters, balance), then the client. */
serveRounds(async (url) => {
  const connection = await connect(url);
  const orders = createOrders({
    connection,
    rulesOf: (name) => SYMBOLS.find(({ symbol }) => symbol === name),
    balances: () => ({
      accountId: 'bench',
      spot: BALANCES,
      contract: [],
      option: [],
      state: 'polling',
      updateTime: 0,
      confirmedAt: 0,
    }),
    // What follows an answer (stores, windows, looking again) is not part of the figure.
    onOrder: () => undefined,
    onDoubt: () => undefined,
  });
  return async (n) => {
    const placed = await orders.place(`intent-${n}`, {
      symbol: 'BTCUSDT',
      side: 'BUY',
      price: priceOf(n),
      quantity: quantityOf(n),
    });
    if (!placed.ok || placed.value.orderId !== ORDER_ID) throw new Error('The order failed.');
  };
});
