import type { ConnectionStatus } from '@shared/domain/connection';
import type { ExchangeStatus } from '../exchange/status';
import { NOT_CONNECTED } from './stores';

/** What windows show of a connection. */
export function connectionStatusOf(status: ExchangeStatus, restUrl: string): ConnectionStatus {
  return {
    state: stateOf(status),
    restUrl,
    streams: NOT_CONNECTED.streams,
    lastAnswerAt: status.lastAnswerAt,
    latencyMs: status.latencyMs,
    clockOffsetMs: status.clock?.offsetMs ?? null,
    clockUncertaintyMs: status.clock?.uncertaintyMs ?? null,
    usedWeight: status.usedWeight,
    weightLimit: status.weightLimit,
    orderCount: status.orderCount,
    orderLimit: status.orderLimit,
    blockedUntil: status.blockedUntil,
    failure: status.failure?.message ?? '',
  };
}

function stateOf(status: ExchangeStatus): ConnectionStatus['state'] {
  if (status.blockedUntil !== null) return 'limited';
  if (status.failure !== null) return 'offline';
  return status.lastAnswerAt === null ? 'connecting' : 'polling';
}
