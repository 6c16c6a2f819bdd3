import type { ConnectionStatus } from '@shared/domain/connection';
import type { StreamConnection } from '@shared/domain/diagnostics';
import type { Feed } from '@shared/domain/market';
import type { ExchangeStatus } from '../exchange/status';
import type { StreamsStatus } from '../exchange/streams/streams-status';

/** What windows show of a connection. `account` are the connections of the account's own stream. */
export function connectionStatusOf(
  status: ExchangeStatus,
  streams: StreamsStatus,
  account: readonly StreamConnection[],
  prices: Feed,
  restUrl: string,
): ConnectionStatus {
  return {
    state: stateOf(status, prices),
    restUrl,
    streams: withAccount(streams, account),
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

/** The state is of the public streams, while there are any: it tells how prices come. */
function withAccount(
  streams: StreamsStatus,
  account: readonly StreamConnection[],
): ConnectionStatus['streams'] {
  const liveOfAccount = account.filter(({ state }) => state === 'live').length;
  const live = streams.live + liveOfAccount;
  const wanted = streams.wanted + account.length;
  const { state, failure } = streams;
  if (state === 'off' && wanted > 0)
    return { state: live > 0 ? 'live' : 'connecting', live, wanted, failure };
  return { state: state === 'live' && live < wanted ? 'partial' : state, live, wanted, failure };
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
