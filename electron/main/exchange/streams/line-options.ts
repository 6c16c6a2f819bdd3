import type { TimeSource } from '../time-source';
import type { ConnectionAllowance } from './connection-allowance';
import type { Incidents } from './incidents';
import type { LinkEnd } from './link';
import type { OpenSocket } from './socket';

/** Where a line's next connection leads. */
export interface Target {
  readonly path: string;
  /** For the status; never a listen key. */
  readonly names: readonly string[];
  readonly regular: boolean;
}

/** There is no target now: try again, after `retryAfterMs` if that is later than the usual wait. */
export interface NoTarget {
  readonly failed: string;
  readonly retryAfterMs?: number;
}

export interface LineOptions<T extends Target> {
  readonly id: number;
  /** In incidents. */
  readonly name: string;
  readonly open: OpenSocket;
  readonly time: TimeSource;
  readonly random: () => number;
  readonly allowance: ConnectionAllowance;
  readonly incidents: Incidents;
  /** Asked before each attempt; null ends the line. */
  readonly target: () => T | NoTarget | null | Promise<T | NoTarget | null>;
  /** A connection is live. Around a renewal two are, and both bring events. */
  readonly onLive: (target: T) => void;
  /** A connection is live no more; `reason` is empty when another one has taken its place. */
  readonly onDown: (target: T, reason: string) => void;
  /** An attempt failed, or a live connection ended. Called before the next attempt is planned. */
  readonly onFailure: (end: LinkEnd, target: T | null) => void;
  readonly onText: (target: T, text: string, bytes: number) => void;
  readonly onBinary: (target: T, bytes: number) => void;
  /** The status changed in another way than by a message. */
  readonly onChange: () => void;
}
