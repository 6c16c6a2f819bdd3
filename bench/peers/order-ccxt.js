import ccxt from 'ccxt';
import { apiKey, apiSecret, expectOrder, priceOf, quantityOf } from './order-input.js';

/** ccxt's class for Binance as it is, with one market known and its limits opened wide. */
export async function connect(url) {
  const exchange = new ccxt.binance({ apiKey, secret: apiSecret, enableRateLimit: false });
  exchange.urls.api.public = `${url}/api/v3`;
  exchange.urls.api.private = `${url}/api/v3`;
  exchange.setMarkets([
    {
      id: 'BTCUSDT',
      symbol: 'BTC/USDT',
      base: 'BTC',
      quote: 'USDT',
      baseId: 'BTC',
      quoteId: 'USDT',
      type: 'spot',
      spot: true,
      margin: false,
      swap: false,
      future: false,
      option: false,
      contract: false,
      active: true,
      precision: { amount: 0.0001, price: 0.01 },
      limits: { amount: { min: 0.0001 }, price: { min: 0.01 }, cost: { min: 10 } },
      info: { orderTypes: ['LIMIT'] },
    },
  ]);
  await exchange.fetchTime();
  return async (n) => {
    const order = await exchange.createOrder(
      'BTC/USDT',
      'limit',
      'buy',
      Number(quantityOf(n)),
      Number(priceOf(n)),
      { newOrderRespType: 'RESULT' },
    );
    expectOrder(order.id);
  };
}
