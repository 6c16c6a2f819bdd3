import type { ConnectionStatus } from '@shared/domain/connection';
import type { Feed } from '@shared/domain/market';
import type { ExchangeStatus } from '../exchange/status';
import type { StreamsStatus } from '../exchange/streams/streams-status';

/** What windows show of a connection. */
export function connectionStatusOf(
  status: ExchangeStatus,
  streams: StreamsStatus,
  prices: Feed,
  restUrl: string,
): ConnectionStatus {
  const { state, live, wanted, failure } = streams;
  return {
    state: stateOf(status, prices),
    restUrl,
    streams: { state, live, wanted, failure },
    lastAnswerAt: later(status.lastAnswerAt, streams.lastMessageAt),
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

function stateOf(status: ExchangeStatus, prices: Feed): ConnectionStatus['state'] {
  if (status.blockedUntil !== null) return 'limited';
  if (prices.state === 'live') return 'streaming';
  if (status.failure !== null) return 'offline';
  return status.lastAnswerAt === null ? 'connecting' : 'polling';
}

function later(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
