import { createSecretKey } from 'node:crypto';
import { createExchangeConnection, type ExchangeConnection } from '../../electron/main/exchange/connection';
import { Limiter } from '../../electron/main/exchange/limiter';
import { KEY_ID, SECRET } from './rounds';

/** Perch's connection to the bench's server. Its limits are the venue's four, so wide that they hold nothing back. */
export async function connect(restUrl: string, authority?: string): Promise<ExchangeConnection> {
  const limiter = new Limiter();
  const limit = 1_000_000_000;
  limiter.configure([
    { rateLimitType: 'requestsWeight', interval: 'minute', intervalNum: 1, limit },
    { rateLimitType: 'rawRequests', interval: 'minute', intervalNum: 5, limit },
    { rateLimitType: 'orders', interval: 'second', intervalNum: 1, limit },
    { rateLimitType: 'orders', interval: 'day', intervalNum: 1, limit },
  ]);
  const connection = createExchangeConnection({
    restUrl,
    credentials: { keyId: KEY_ID, secret: createSecretKey(Buffer.from(SECRET)) },
    limiter,
    certificateAuthorities: authority === undefined ? [] : [authority],
  });
  await connection.warm();
  // As while the terminal is open.
  connection.keepWarm(true);
  return connection;
}
