/** State of the connection to the active account's exchange, always on the screen. Times are Unix ms of this machine. */
export interface ConnectionStatus {
  /**
   * `connecting` before the first answer, `polling` while prices arrive by REST, `limited` while the exchange told us to wait,
   * `offline` when the last attempts failed.
   */
  readonly state: 'connecting' | 'polling' | 'limited' | 'offline';
  readonly restUrl: string;
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
