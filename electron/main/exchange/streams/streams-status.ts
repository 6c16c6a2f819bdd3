import type { StreamsState } from '@shared/domain/connection';
import type { StreamConnection } from '@shared/domain/diagnostics';
import type { Traffic } from './conflated-status';

/** What windows may know about the market streams. Counts are since the streams were opened. */
export interface StreamsStatus extends Traffic {
  readonly connections: readonly StreamConnection[];
  readonly state: StreamsState;
  /** Connections that are live, and connections that are wanted. */
  readonly live: number;
  readonly wanted: number;
  /** The last failure in one sentence, or empty when every wanted connection is live. */
  readonly failure: string;
}

/** @param lacking live connections that should carry more, and whose successor could not be made @param failure the last one, or empty */
export function streamsStatus(
  connections: readonly StreamConnection[],
  lacking: number,
  failure: string,
  traffic: Traffic,
): StreamsStatus {
  const live = connections.filter(({ state }) => state === 'live').length;
  const wanted = connections.length + lacking;
  // A connection that broke, or was made anew on purpose, is not out of reach before an attempt has failed.
  const failed = connections.some(({ failures }) => failures > 0);
  const present = live < wanted ? failure : '';
  return { ...traffic, connections, state: stateOf(live, wanted, failed), live, wanted, failure: present };
}

function stateOf(live: number, wanted: number, failed: boolean): StreamsState {
  if (wanted === 0) return 'off';
  if (live >= wanted) return 'live';
  if (live > 0) return 'partial';
  return failed ? 'unreachable' : 'connecting';
}
