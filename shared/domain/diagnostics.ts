/** What can go wrong with streams and market state; each occurrence is counted and the last ones are kept with their words. */
export const INCIDENT_KINDS = [
  /** A frame that is not JSON, or an event that lacks a field or has a senseless one. */
  'malformed',
  /** A well-formed event of a kind, stream or symbol that nobody asked for. */
  'unknown',
  /** An event that came a second time. */
  'duplicate',
  /** An event older than one that came before it. */
  'out-of-order',
  /** A frame above the byte cap; the connection is closed. */
  'oversized',
  /** A connection that could not be opened. */
  'connect-failed',
  /** A connection that ended without our asking. */
  'disconnected',
  /** No answer to our ping. */
  'pong-timeout',
  /** A connection that looked alive and said nothing, or whose news was missing what REST knew. */
  'silent',
  /** A connection that was followed by a new one before the exchange would cut it. */
  'renewed',
  /** A difference of the book was missing. */
  'gap',
  /** A book that was crossed or had a negative quantity. */
  'bad-book',
  /** A book that was built again from a snapshot. */
  'rebuilt',
  /** A candle series or tape that was read again over REST. */
  'resynchronised',
  /** The listen key was refused or had expired; a new one was asked for. */
  'listen-key',
  /** Everything was asked for again: the machine slept, its clock jumped, or its network changed. */
  'woken',
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

export interface Incident {
  /** Unix ms of this machine. */
  readonly at: number;
  readonly kind: IncidentKind;
  /** One sentence in English for those who look for the cause; never a key or a listen key. */
  readonly text: string;
}

/** One WebSocket connection. Times are Unix ms of this machine, or null. */
export interface StreamConnection {
  readonly id: number;
  /** Names as in PROTOCOL; the account's own stream is called `account` here, because its name is a key. */
  readonly streams: readonly string[];
  readonly state: 'connecting' | 'live' | 'waiting';
  readonly openedAt: number | null;
  readonly lastMessageAt: number | null;
  /** Attempts in a row that failed. */
  readonly failures: number;
  /** When it will be tried again, while `waiting`. */
  readonly nextAttemptAt: number | null;
}

/** For the diagnostics panel. Counts are of this connection to the exchange, since it was opened. */
export interface Diagnostics {
  readonly connections: readonly StreamConnection[];
  readonly messages: number;
  readonly bytes: number;
  readonly counts: Readonly<Record<IncidentKind, number>>;
  /** Newest first, at most 50. */
  readonly incidents: readonly Incident[];
}
