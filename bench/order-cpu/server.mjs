import { createServer } from 'node:net';
import { serve } from './exchange.mjs';

/** The exchange over plain HTTP, a process of its own, so that its time is not counted. Tells its parent its port. */
const server = createServer({ noDelay: true }, serve);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.({ port: address.port });
});
process.on('disconnect', () => process.exit());
