import { assertNever } from '@shared/domain/assert-never';
import type { Endpoint } from './jex/endpoints';
import type { Priority } from './limiter';

/** PROTOCOL: TRADE and USER_DATA need timestamp and signature. */
export function isSigned({ security }: Endpoint): boolean {
  return security === 'TRADE' || security === 'USER_DATA';
}

/** Orders and cancels first, then the user's own data, then everything that is polled. */
export function priorityOf({ security }: Endpoint): Priority {
  switch (security) {
    case 'TRADE':
      return 'order';
    case 'USER_DATA':
    case 'USER_STREAM':
      return 'user';
    case 'NONE':
    case 'MARKET_DATA':
      return 'polling';
    default:
      return assertNever(security);
  }
}

/** What a call costs of the weight limit. */
export function weightOf({ weight }: Endpoint, values: Readonly<Record<string, unknown>>): number {
  if (typeof weight === 'number') return weight;
  return values['symbol'] === undefined ? weight.without : weight.withSymbol;
}
