import type { StoreApi } from 'zustand/vanilla';
import type { TimeSource } from '../time-source';
import type { Incidents } from './incidents';
import type { OpenSocket } from './socket';
import { StreamPool } from './stream-pool';
import type { MarketStreams } from './streams';
import type { StreamsStatus } from './streams-status';
import type { WebSocketOptions } from './web-socket';

export interface MarketStreamsOptions extends WebSocketOptions {
  readonly incidents: Incidents;
  readonly time?: TimeSource | undefined;
  /** Between 0 and 1; for waits that differ from client to client. */
  readonly random?: (() => number) | undefined;
  /** Default: real WebSockets at `streamUrl`. */
  readonly openSocket?: OpenSocket | undefined;
}

export interface ExchangeStreams extends MarketStreams {
  readonly status: StoreApi<StreamsStatus>;
  /** After sleep, a change of network or a clock jump: makes every connection anew at once. The caller reports `woken`. */
  wake(reason: string): void;
  /** Ends everything; nobody is told anything any more. The promise is there when nothing is left. */
  close(): Promise<void>;
}

/** Opens no connection yet. Throws ExchangeOptionsError when the address is refused. */
export function createMarketStreams(options: MarketStreamsOptions): ExchangeStreams {
  return new StreamPool(options);
}
