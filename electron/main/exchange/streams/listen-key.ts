import type { ExchangeConnection } from '../connection';
import type { Outcome, Refusal } from '../outcome';
import type { TimeSource } from '../time-source';
import type { Incidents } from './incidents';
import type { NoTarget } from './line-options';

export interface ListenKeyOptions {
  readonly connection: Pick<ExchangeConnection, 'call'>;
  readonly incidents: Incidents;
  readonly time: TimeSource;
  /** The exchange refuses to give or keep a key; true when there is no use in asking again. */
  readonly onRefused: (refusal: Refusal) => boolean;
}

/** PROTOCOL: a key is "valid 60 minutes", and PUT "extends by 60 minutes, send about every 30". */
export const KEEP_MS = 30 * 60_000;
export const LIFE_MS = 60 * 60_000;
/** A key that was confirmed so recently is used even when the exchange cannot be asked now. */
const TRUSTED_MS = 50 * 60_000;

/** `kept`: valid for an hour from now. `dead`: there is no such key. `ended`: no use in asking again. */
type Kept = 'kept' | 'dead' | 'ended' | NoTarget;

/**
 * The one listen key of the account. Calls wait for each other, and a new key is asked for only when the old one is dead or was
 * given back, so keys never pile up (after an answer that was lost there can be one that nobody knows, until it expires). The key is in
 * no message and no incident.
 */
export class ListenKey {
  readonly #options: ListenKeyOptions;
  #key: string | null = null;
  /** When the exchange last said that it is valid, on both clocks: one of them may have stood still or been set. */
  #confirmedAt = { wall: -Infinity, monotonic: -Infinity };
  /** Connections in a row that the stream server refused with it. */
  #refusedConnections = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: ListenKeyOptions) {
    this.#options = options;
  }

  /** Ms since the exchange last said that it is valid. */
  get age(): number {
    const { time } = this.#options;
    return Math.max(time.wall() - this.#confirmedAt.wall, time.monotonic() - this.#confirmedAt.monotonic);
  }

  /** A key that can be connected with; null when there is no use in asking again. */
  obtain(): Promise<{ readonly key: string } | NoTarget | null> {
    return this.#inTurn(async () => {
      if (this.#key !== null && this.#refusedConnections > 1) await this.#giveUp();
      const kept = await this.#extend();
      if (kept === 'ended') return null;
      if (kept === 'dead' || this.#key === null) return this.#create();
      return kept === 'kept' || this.age < TRUSTED_MS ? { key: this.#key } : kept;
    });
  }

  /** Extends it, when there is one. */
  keep(): Promise<Kept> {
    return this.#inTurn(() => this.#extend());
  }

  /** The stream server took it (`true`) or refused a connection with it. */
  tried(worked: boolean): void {
    this.#refusedConnections = worked ? 0 : this.#refusedConnections + 1;
  }

  /** Gives it back. */
  end(): Promise<void> {
    return this.#inTurn(() => this.#delete());
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn;
    return turn;
  }

  async #create(): Promise<{ key: string } | NoTarget | null> {
    const outcome = await this.#options.connection.call('openUserStream', {});
    if (outcome.kind === 'answer') {
      this.#key = outcome.value.listenKey;
      this.#refusedConnections = 0;
      this.#confirm();
      return { key: this.#key };
    }
    if (outcome.kind === 'refused' && this.#isFinal(outcome.refusal)) return null;
    return this.#failure(outcome, 'No listen key');
  }

  async #extend(): Promise<Kept> {
    if (this.#key === null) return 'dead';
    const outcome = await this.#options.connection.call('keepUserStream', { listenKey: this.#key });
    if (outcome.kind === 'answer') {
      this.#confirm();
      return 'kept';
    }
    if (outcome.kind !== 'refused' || outcome.refusal.meaning === 'rate-limit')
      return this.#failure(outcome, 'The listen key was not extended');
    if (isAboutTheAccount(outcome.refusal)) {
      return this.#isFinal(outcome.refusal)
        ? 'ended'
        : this.#failure(outcome, 'The listen key was not extended');
    }
    this.#key = null;
    this.#options.incidents.report('listen-key', `The listen key was refused (${outcome.refusal.code}).`);
    return 'dead';
  }

  /** The exchange keeps it and the stream server does not take it. */
  async #giveUp(): Promise<void> {
    await this.#delete();
    this.#options.incidents.report('listen-key', 'The stream server does not take the listen key.');
  }

  async #delete(): Promise<void> {
    const listenKey = this.#key;
    this.#key = null;
    if (listenKey !== null) await this.#options.connection.call('closeUserStream', { listenKey });
  }

  #confirm(): void {
    const { time } = this.#options;
    this.#confirmedAt = { wall: time.wall(), monotonic: time.monotonic() };
  }

  #isFinal(refusal: Refusal): boolean {
    if (refusal.meaning === 'rate-limit') return false;
    return this.#options.onRefused({ ...refusal, message: this.#redacted(refusal.message) });
  }

  #failure(outcome: Exclude<Outcome<unknown>, { kind: 'answer' }>, what: string): NoTarget {
    const { message, retryAfterMs } = outcome.kind === 'refused' ? outcome.refusal : outcome.reason;
    const failed = `${what}: ${this.#redacted(message)}`;
    return retryAfterMs === undefined ? { failed } : { failed, retryAfterMs };
  }

  /** A server's own words can repeat the key. */
  #redacted(message: string): string {
    return this.#key === null ? message : message.replaceAll(this.#key, '[redacted]');
  }
}

/** Not about the listen key: another one would be refused too. */
function isAboutTheAccount({ meaning }: Refusal): boolean {
  return meaning === 'key-refused' || meaning === 'not-permitted' || meaning === 'signature';
}
