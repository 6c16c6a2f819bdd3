/**
 * How the streams of the exchange are: `off` while nothing needs one, `connecting` before the first is live, `live` while every
 * wanted one is, `partial` while some are, `unreachable` while none can be had and REST stands in.
 */
export type StreamsState = 'off' | 'connecting' | 'live' | 'partial' | 'unreachable';

/** State of the connection to the active account's exchange, always on the screen. Times are Unix ms of this machine. */
export interface ConnectionStatus {
  /**
   * `connecting` before the first answer, `streaming` while prices arrive by streams, `polling` while they arrive by REST,
   * `limited` while the exchange told us to wait, `offline` when the last attempts failed.
   */
  readonly state: 'connecting' | 'streaming' | 'polling' | 'limited' | 'offline';
  readonly restUrl: string;
  readonly streams: {
    readonly state: StreamsState;
    /** Connections that are live, and connections that are wanted. */
    readonly live: number;
    readonly wanted: number;
    /** The last failure in one sentence, or empty. */
    readonly failure: string;
  };
  /** The last answer or event of any kind, or null. */
  readonly lastAnswerAt: number | null;
  /** Smoothed round trip of answered requests, ms. */
  readonly latencyMs: number | null;
  /** Server clock minus this machine's clock, ms. */
  readonly clockOffsetMs: number | null;
  readonly clockUncertaintyMs: number | null;
  readonly usedWeight: number;
  readonly weightLimit: number;
  readonly orderCount: number;
  readonly orderLimit: number;
  /** Nothing is sent before this moment (429, 418), or null. */
  readonly blockedUntil: number | null;
  /** The last transport failure in one sentence, or empty. */
  readonly failure: string;
}

/** Whether the OS keychain can hold secrets now. */
export type KeychainState =
  | { readonly state: 'unknown' | 'available' | 'waiting' }
  | {
      readonly state: 'no-service' | 'no-secret-service' | 'no-keyring' | 'locked' | 'failed';
      /** The system's own words, literal text. */
      readonly reason: string;
    };
