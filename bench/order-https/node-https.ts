import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:https';
import { isOrderId, KEY_ID, priceOf, quantityOf, SECRET, serveRounds } from '../order-cpu/rounds';

/** The least code on node:https that sends the same bytes: an agent that keeps its connection, createHmac, JSON.parse. */
serveRounds(async (url, authority) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: authority });
  const headers = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'Perch',
    'X-JEX-APIKEY': KEY_ID,
    'content-type': 'application/x-www-form-urlencoded',
  };

  function send(method: string, path: string, body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const length = body === '' ? {} : { 'content-length': Buffer.byteLength(body) };
      const sent = request(
        `${url}${path}`,
        { method, agent, headers: { ...headers, ...length } },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (chunk: string) => (text += chunk));
          answer.on('end', () => (answer.statusCode === 200 ? resolve(text) : reject(new Error(text))));
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  await send('GET', '/api/v1/time', '');
  return async (n) => {
    const parameters = `symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=${quantityOf(n)}&price=${priceOf(n)}&newOrderRespType=RESULT&timestamp=${Date.now()}`;
    const signature = createHmac('sha256', SECRET).update(parameters).digest('hex');
    const text = await send('POST', '/api/v1/spot/order', `${parameters}&signature=${signature}`);
    const order = JSON.parse(text) as { orderId: number };
    if (!isOrderId(BigInt(order.orderId).toString())) throw new Error('The order failed.');
  };
});
