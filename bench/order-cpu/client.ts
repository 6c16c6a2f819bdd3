import { connect } from './connect';
import { isOrderId, priceOf, quantityOf, serveRounds } from './rounds';

/** Perch's exchange client alone: parameters, limits, clock, signature, transport, schema, status. */
serveRounds(async (url, authority) => {
  const connection = await connect(url, authority);
  return async (n) => {
    const outcome = await connection.call('placeOrder', {
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'LIMIT',
      quantity: quantityOf(n),
      price: priceOf(n),
      newOrderRespType: 'RESULT',
    });
    if (outcome.kind !== 'answer' || !isOrderId(outcome.value.orderId)) throw new Error('The order failed.');
  };
});
