import type { Diagnostics, StreamConnection } from '@shared/domain/diagnostics';
import type { Incidents } from '../exchange/streams/incidents';
import type { StreamsStatus } from '../exchange/streams/streams-status';
import { systemTime, type TimeSource } from '../exchange/time-source';
import type { Demand } from './demand';
import type { Readable } from './stores';

/** At most this often, ms: people read it, and a terminal follows it for as long as it lives. */
const EVERY_MS = 1_000;

interface DiagnosticsOptions {
  readonly incidents: Incidents;
  readonly demand: Demand;
  /** Of the public streams. */
  readonly streams: Readable<StreamsStatus>;
  /** Of the account's own stream, where there is an account. */
  readonly account: Readable<readonly StreamConnection[]> | undefined;
  readonly publish: (value: Diagnostics) => void;
  readonly time?: Pick<TimeSource, 'after'>;
}

/** Puts the diagnostics together while a window looks at them. Returns what ends it. */
export function publishDiagnostics(options: DiagnosticsOptions): () => void {
  const { incidents, demand, streams, account, time = systemTime } = options;
  let cancel: (() => void) | undefined;

  function write(): void {
    cancel = undefined;
    const { connections, messages, bytes } = streams.getState();
    options.publish({
      ...incidents.state.getState(),
      messages,
      bytes,
      connections: [...connections, ...(account?.getState() ?? [])],
    });
  }

  function soon(): void {
    if (cancel === undefined && demand.has('diagnostics')) cancel = time.after(EVERY_MS, write, true);
  }

  const stops = [
    incidents.state.subscribe(soon),
    streams.subscribe(soon),
    demand.subscribe(soon),
    ...(account ? [account.subscribe(soon)] : []),
  ];
  soon();
  return () => {
    cancel?.();
    for (const stop of stops) stop();
  };
}
