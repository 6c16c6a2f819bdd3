import { connect, createServer } from 'node:net';

/**
 * Stands between Perch and a paper exchange, passes every byte on, and notes when the first byte of each order arrived and when
 * its answer was passed on, by CLOCK_MONOTONIC, which all processes of a machine share. A process of its own. Told
 * `{listenFor: {host, port}}`, it answers `{port}`; told `{stamps: true}`, it answers the stamps by the order's price.
 * @typedef {{ arrivedAt: number, answeredAt: number }} Stamp ms
 */

/** @type {Record<string, Stamp>} */
const stamps = {};
const monotonicMs = () => Number(process.hrtime.bigint()) / 1e6;

/** @param {{ host: string, port: number }} exchange */
function listenFor(exchange) {
  const server = createServer({ noDelay: true }, (socket) => {
    const onward = connect({ ...exchange, noDelay: true });
    let request = '';
    let arrivedAt = 0;
    /** @type {Stamp | undefined} */
    let waiting;
    socket.on('data', (chunk) => {
      const now = monotonicMs();
      onward.write(chunk);
      const text = chunk.toString('latin1');
      // No pipelining: a request begins a chunk.
      if (/^(?:GET|POST|PUT|DELETE) /.test(text)) {
        request = '';
        arrivedAt = now;
      }
      request += text;
      const price = /^POST \/api\/v1\/spot\/order[^]*&price=([\d.]+)&/.exec(request)?.[1];
      if (price === undefined || stamps[price] !== undefined) return;
      waiting = { arrivedAt, answeredAt: Number.NaN };
      stamps[price] = waiting;
    });
    onward.on('data', (chunk) => {
      if (waiting) waiting.answeredAt = monotonicMs();
      waiting = undefined;
      socket.write(chunk);
    });
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ]) {
      one?.on('error', () => other?.destroy());
      one?.on('close', () => other?.destroy());
    }
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object' && address !== null) process.send?.({ port: address.port });
  });
}

process.on('message', (/** @type {any} */ message) => {
  if (message.listenFor) listenFor(message.listenFor);
  else process.send?.(stamps);
});
process.on('disconnect', () => process.exit());
