/*
 * An exchange that thinks nothing: to every order the same RESULT at once but for its id, with the headers that the venue sends. The
 * answer has the fields of Binance's, of which jex has a part, so that every client reads the same bytes.
 */
const order = JSON.stringify({
  symbol: 'BTCUSDT',
  orderId: 0,
  orderListId: -1,
  clientOrderId: 'x-6RtXT1TE8sNnGZ3fKdUvQ2',
  transactTime: 1_700_000_000_000,
  price: '20000.10000000',
  origQty: '0.12340000',
  executedQty: '0.00000000',
  origQuoteOrderQty: '0.00000000',
  cummulativeQuoteQty: '0.00000000',
  status: 'NEW',
  timeInForce: 'GTC',
  type: 'LIMIT',
  side: 'BUY',
  workingTime: 1_700_000_000_000,
  selfTradePreventionMode: 'NONE',
  // An id beyond 2^53, as the venue sends; JSON.stringify cannot write it.
}).replace('"orderId":0', '"orderId":4613019726031880200');

let lastId = 4613019726031880200n;

/** @param {string} body */
const answer = (body) =>
  Buffer.from(
    [
      'HTTP/1.1 200 OK',
      'Content-Type: application/json;charset=UTF-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: keep-alive',
      'Date: Tue, 14 Nov 2023 22:13:20 GMT',
      'X-MBX-USED-WEIGHT: 1',
      'X-MBX-USED-WEIGHT-1M: 1',
      'X-MBX-ORDER-COUNT-1S: 1',
      'X-MBX-ORDER-COUNT-1D: 1',
      '',
      body,
    ].join('\r\n'),
    'latin1',
  );

/** Of one length, since all ids have as many digits. */
const [beforeId = '', afterId = ''] = answer(order).toString('latin1').split(String(lastId));
const orderAnswer = () => `${beforeId}${String((lastId += 1n))}${afterId}`;

/** Serves one connection: POST is an order, anything else asks for the time. @param {import('node:net').Socket} socket */
export function serve(socket) {
  let received = '';
  socket.setEncoding('latin1');
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    received += String(chunk);
    for (let end = endOfRequest(received); end > 0; end = endOfRequest(received)) {
      const isOrder = received.startsWith('POST');
      received = received.slice(end);
      socket.write(isOrder ? orderAnswer() : answer(JSON.stringify({ serverTime: Date.now() })));
    }
  });
}

/** @param {string} received @returns {number} 0 when the first request is not complete */
function endOfRequest(received) {
  const head = received.indexOf('\r\n\r\n');
  if (head < 0) return 0;
  const end = head + 4 + Number(/^content-length: (\d+)/im.exec(received.slice(0, head))?.[1] ?? 0);
  return received.length >= end ? end : 0;
}
