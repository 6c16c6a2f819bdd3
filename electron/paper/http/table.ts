import { accountEndpoints } from '../endpoints/account';
import { generalEndpoints } from '../endpoints/general';
import { marketDataEndpoints } from '../endpoints/market-data';
import { orderEndpoints } from '../endpoints/orders';
import { tickerEndpoints } from '../endpoints/tickers';
import { userStreamEndpoints } from '../endpoints/user-stream';
import type { Endpoint } from './endpoint';

/** PROTOCOL: endpoints (spot). */
export const endpoints: readonly Endpoint[] = [
  ...generalEndpoints,
  ...marketDataEndpoints,
  ...tickerEndpoints,
  ...orderEndpoints,
  ...accountEndpoints,
  ...userStreamEndpoints,
];

/** Every parameter name of the protocol. */
export const knownNames: ReadonlySet<string> = new Set(
  endpoints.flatMap((endpoint) => endpoint.parameters.map((parameter) => parameter.name)),
);
