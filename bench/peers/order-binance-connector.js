import { Spot } from '@binance/connector';
import { apiKey, apiSecret, expectOrder, priceOf, quantityOf } from './order-input.js';

/** Binance's client before that one, with its defaults. */
export async function connect(url) {
  const client = new Spot(apiKey, apiSecret, { baseURL: url });
  await client.time();
  return async (n) => {
    const { data } = await client.newOrder('BTCUSDT', 'BUY', 'LIMIT', {
      timeInForce: 'GTC',
      quantity: quantityOf(n),
      price: priceOf(n),
      newOrderRespType: 'RESULT',
    });
    expectOrder(data.orderId);
  };
}
