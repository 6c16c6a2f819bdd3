import { createHmac } from 'node:crypto';
import { Pool, request } from 'undici';
import { KEY_ID, isOrderId, priceOf, quantityOf, SECRET, serveRounds } from './rounds';

/**
 * The least code that sends the same bytes: a template for the body, createHmac, undici.request on a keep-alive pool, JSON.parse.
 * It checks nothing, counts nothing, survives nothing, and its order id has lost digits.
 */
serveRounds(async (url, authority) => {
  const connect = authority === undefined ? {} : { connect: { ca: authority } };
  const pool = new Pool(url, { connections: 1, pipelining: 1, ...connect });
  // As clients do that want the server's time; it opens the connection too.
  await (await request(`${url}/api/v1/time`, { dispatcher: pool })).body.dump();
  const headers = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'Perch',
    'X-JEX-APIKEY': KEY_ID,
    'content-type': 'application/x-www-form-urlencoded',
  };
  return async (n) => {
    const parameters = `symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=${quantityOf(n)}&price=${priceOf(n)}&newOrderRespType=RESULT&timestamp=${Date.now()}`;
    const signature = createHmac('sha256', SECRET).update(parameters).digest('hex');
    const { statusCode, body } = await request(`${url}/api/v1/spot/order`, {
      dispatcher: pool,
      method: 'POST',
      headers,
      body: `${parameters}&signature=${signature}`,
    });
    const order = JSON.parse(await body.text()) as { orderId: number };
    if (statusCode !== 200 || !isOrderId(BigInt(order.orderId).toString()))
      throw new Error('The order failed.');
  };
});
