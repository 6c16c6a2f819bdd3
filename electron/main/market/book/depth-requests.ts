import type { AnswerOf } from '../../exchange/jex/endpoints';
import type { ExchangeConnection } from '../../exchange/connection';
import type { TimeSource } from '../../exchange/time-source';
import { SNAPSHOT_LEVELS } from './anchored-book';

/** The least time between two snapshots (ms), so that no fault of the streams becomes a storm of requests: 60 of 1,200 weight a minute. */
const SPACING_MS = 1_000;
const MOST_SPACING_MS = 8_000;
/** How long the limits may hold a request back. */
const PATIENCE_MS = 4_000;

interface DepthRequestsOptions {
  readonly symbol: string;
  readonly connection: Pick<ExchangeConnection, 'call'>;
  readonly time: TimeSource;
}

/** `GET depth` of one symbol: one at a time, snapshots at least a second apart, all of them further apart while they fail. */
export class DepthRequests {
  readonly #options: DepthRequestsOptions;
  #underWay: AbortController | undefined;
  #lastAt = Number.NEGATIVE_INFINITY;
  #lastSnapshotAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #notBefore = Number.NEGATIVE_INFINITY;

  constructor(options: DepthRequestsOptions) {
    this.#options = options;
  }

  get busy(): boolean {
    return this.#underWay !== undefined;
  }

  /** Earliest moment for another snapshot, monotonic ms. */
  get readyAt(): number {
    const patience = Math.min(SPACING_MS * 2 ** this.#failures, MOST_SPACING_MS);
    const retryAt = this.#failures === 0 ? this.#notBefore : this.#lastAt + patience;
    return Math.max(this.#lastSnapshotAt + SPACING_MS, retryAt, this.#notBefore);
  }

  /** When the last request was made, monotonic ms. */
  get lastAt(): number {
    return this.#lastAt;
  }

  /**
   * Asks for `limit` levels of each side. `ended` gets the answer and when it was asked for (Unix ms of this machine), or undefined
   * when there was none; it is not called after {@link cancel}.
   */
  async ask(
    limit: number,
    ended: (answer: AnswerOf<'depth'> | undefined, askedAt: number) => void,
  ): Promise<void> {
    const { symbol, connection, time } = this.#options;
    const underWay = new AbortController();
    const askedAt = time.wall();
    this.#underWay = underWay;
    this.#lastAt = time.monotonic();
    if (limit === SNAPSHOT_LEVELS) this.#lastSnapshotAt = this.#lastAt;
    const outcome = await connection.call(
      'depth',
      { symbol, limit },
      { patienceMs: PATIENCE_MS, priority: 'shown', signal: underWay.signal },
    );
    if (underWay.signal.aborted) return;
    this.#underWay = undefined;
    if (outcome.kind === 'answer') {
      this.#failures = 0;
      ended(outcome.value, askedAt);
      return;
    }
    this.#failures += 1;
    const { retryAfterMs } = outcome.kind === 'refused' ? outcome.refusal : outcome.reason;
    if (retryAfterMs !== undefined) this.#notBefore = time.monotonic() + retryAfterMs;
    ended(undefined, askedAt);
  }

  /** Drops the request under way. */
  cancel(): void {
    this.#underWay?.abort();
    this.#underWay = undefined;
  }

  /** What failed before says nothing about now, as after a wake-up. */
  forgive(): void {
    this.#failures = 0;
    this.#notBefore = Number.NEGATIVE_INFINITY;
  }
}
