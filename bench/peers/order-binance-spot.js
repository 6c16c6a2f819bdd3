import { Spot } from '@binance/spot';
import { apiKey, apiSecret, expectOrder, priceOf, quantityOf } from './order-input.js';

/** Binance's own client with its defaults, keepAlive among them. */
export async function connect(url) {
  const { restAPI } = new Spot({ configurationRestAPI: { apiKey, apiSecret, basePath: url } });
  await (await restAPI.time()).data();
  return async (n) => {
    const answer = await restAPI.newOrder({
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'LIMIT',
      timeInForce: 'GTC',
      quantity: Number(quantityOf(n)),
      price: Number(priceOf(n)),
      newOrderRespType: 'RESULT',
    });
    const order = await answer.data();
    expectOrder(order.orderId);
  };
}
