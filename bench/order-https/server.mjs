import { readFileSync } from 'node:fs';
import { createServer } from 'node:tls';
import { serve } from '../order-cpu/exchange.mjs';

/**
 * The exchange over HTTPS, a process of its own, with the certificate in the files of its two arguments. Tells its parent its port, and
 * whenever it is asked how many connections were made and how many handshakes were done since it began.
 */
const [keyFile = '', certificateFile = ''] = process.argv.slice(2);
const counts = { connections: 0, handshakes: 0 };

const server = createServer(
  { key: readFileSync(keyFile), cert: readFileSync(certificateFile), noDelay: true },
  (socket) => {
    counts.handshakes += 1;
    serve(socket);
  },
);
server.on('connection', () => (counts.connections += 1));
// A client that goes away in the middle of a handshake is its own affair.
server.on('tlsClientError', () => undefined);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.({ port: address.port });
});
process.on('message', () => process.send?.(counts));
process.on('disconnect', () => process.exit());
