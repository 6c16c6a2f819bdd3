import { refuse } from '../http/api-error';
import type { Call } from '../http/endpoint';
import type { Market } from '../market/market';

/** The market named by the parameter `symbol`; throws -1121 when there is none. */
export function marketOf(call: Call): Market {
  const market = call.exchange.markets.get(call.text('symbol'));
  if (!market) throw refuse.symbol();
  return market;
}

/** The parameter `limit`; throws -1130 when it is 0 or above `most`. */
export function limitOf(call: Call, usual: number, most: number): number {
  const limit = call.integer('limit') ?? usual;
  if (limit < 1 || limit > most) throw refuse.notValid('limit');
  return limit;
}
