import type { StreamConnection } from '@shared/domain/diagnostics';
import { backOff } from './back-off';
import type { LineOptions, Target } from './line-options';
import { Link, type LinkEnd } from './link';
import { OVERLAP_MS } from './succession';

/** PROTOCOL: "A connection ends after 24 hours." Renewed an hour before, and not all at once. */
export const RENEW_AFTER_MS = 23 * 3_600_000;
export const RENEW_SPREAD_MS = 1_800_000;
/** A connection that was live for so long has shown that the way is good: the next break starts with quick attempts again. */
const STABLE_MS = 30_000;

/** Between two connections that follow each other because other streams are wanted: symbols can be switched several times a second. */
const REFRESH_GAP_MS = 1_000;

interface Live<T> {
  readonly link: Link;
  readonly target: T;
  readonly since: number;
}

/**
 * Keeps a connection alive: makes it, makes it again after a break with growing waits, and follows it by a new one, without a break,
 * before the exchange would cut it or when it shall carry other streams.
 */
export class Line<T extends Target = Target> {
  readonly id: number;
  readonly #options: LineOptions<T>;
  #live: Live<T> | null = null;
  /** Connections that a newer one has replaced, until {@link OVERLAP_MS} later. */
  readonly #old = new Map<Link, { target: T; cancel: () => void }>();
  /** The attempt under way; a late answer to an earlier one is of another object. */
  #attempt: { link: Link | null; names: readonly string[] } | null = null;
  #failures = 0;
  #nextAttemptAt: number | null = null;
  #cancelNext: () => void = () => undefined;
  #cancelRenewal: () => void = () => undefined;
  /** The next connection is made because the present one is old. */
  #isRenewal = false;
  #closed = false;

  constructor(options: LineOptions<T>) {
    this.id = options.id;
    this.#options = options;
  }

  get live(): T | null {
    return this.#live?.target ?? null;
  }

  /** An attempt is under way or planned. */
  get isTrying(): boolean {
    return this.#attempt !== null || this.#nextAttemptAt !== null;
  }

  get failures(): number {
    return this.#failures;
  }

  /** For the status: the live connection, or the one that is being made. */
  get status(): StreamConnection {
    const live = this.#live;
    return {
      id: this.id,
      streams: live?.target.names ?? this.#attempt?.names ?? [],
      state: live !== null ? 'live' : this.#nextAttemptAt === null ? 'connecting' : 'waiting',
      openedAt: live?.link.openedAt ?? null,
      lastMessageAt: live?.link.lastMessageAt ?? null,
      failures: this.#failures,
      nextAttemptAt: this.#nextAttemptAt,
    };
  }

  /** Makes the first connection, or one with a new target beside the live one; nothing when that is under way or planned. */
  refresh(): void {
    if (this.#closed || this.isTrying) return;
    const liveFor = this.#live === null ? Infinity : this.#options.time.monotonic() - this.#live.since;
    this.#next(Math.max(0, REFRESH_GAP_MS - liveFor));
  }

  /** Ends what is live, as if it had broken. Nothing when nothing is live, because then it is being made already. */
  reconnect(reason: string): void {
    const live = this.#live;
    if (this.#closed || live === null) return;
    void live.link.close();
    for (const old of [...this.#old.keys()]) void this.#retire(old, reason);
    this.#lose(live, reason);
  }

  /** Makes everything anew at once, whatever it looked like. */
  wake(reason: string): void {
    if (this.#closed) return;
    const live = this.#live;
    this.#failures = 0;
    void this.#drop(reason);
    if (live !== null) this.#options.onDown(live.target, reason);
    this.#next(0);
  }

  /** Ends everything. The promise is there when nothing is left of it. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const live = this.#live;
    const closing = this.#drop('');
    if (live !== null) this.#options.onDown(live.target, '');
    this.#options.onChange();
    await closing;
  }

  #drop(reason: string): Promise<unknown> {
    this.#cancelNext();
    this.#cancelRenewal();
    const links = [this.#live?.link, this.#attempt?.link];
    this.#live = null;
    this.#attempt = null;
    this.#nextAttemptAt = null;
    this.#isRenewal = false;
    const retired = [...this.#old.keys()].map((link) => this.#retire(link, reason));
    return Promise.all([...retired, ...links.flatMap((link) => link?.close() ?? [])]);
  }

  #next(ms: number): void {
    this.#cancelNext();
    this.#nextAttemptAt = this.#options.time.wall() + ms;
    this.#cancelNext = this.#options.time.after(ms, () => void this.#try(), true);
    this.#options.onChange();
  }

  async #try(): Promise<void> {
    const wait = this.#options.allowance.take();
    if (wait > 0) {
      this.#next(wait);
      return;
    }
    this.#nextAttemptAt = null;
    const attempt: { link: Link | null; names: readonly string[] } = { link: null, names: [] };
    this.#attempt = attempt;
    const asked = this.#options.target();
    const target = asked instanceof Promise ? await asked : asked;
    if (this.#attempt !== attempt) return;
    if (target === null) {
      this.#attempt = null;
      void this.close();
    } else if ('failed' in target) {
      this.#attempt = null;
      this.#failed(
        { cause: 'connect-failed', message: target.failed, ...retryAfter(target.retryAfterMs) },
        null,
      );
    } else {
      attempt.names = target.names;
      attempt.link = this.#link(target, attempt);
      this.#options.onChange();
    }
  }

  #link(target: T, attempt: object): Link {
    const { open, time, onText, onBinary } = this.#options;
    const link: Link = new Link({
      open,
      path: target.path,
      regular: target.regular,
      time,
      onLive: () => this.#opened(link, target),
      onText: (text, bytes) => onText(target, text, bytes),
      onBinary: (bytes) => onBinary(target, bytes),
      onEnd: (end) => {
        if (this.#attempt === attempt) {
          this.#attempt = null;
          this.#failed(end, target);
        } else {
          this.#ended(link, end);
        }
      },
    });
    return link;
  }

  #opened(link: Link, target: T): void {
    const before = this.#live;
    this.#attempt = null;
    this.#live = { link, target, since: this.#options.time.monotonic() };
    this.#planRenewal();
    if (before !== null) {
      // The way is as good as before; after a break that is only known later.
      this.#failures = 0;
      const cancel = this.#options.time.after(OVERLAP_MS, () => void this.#retire(before.link, ''), true);
      this.#old.set(before.link, { target: before.target, cancel });
      if (this.#isRenewal) this.#options.incidents.report('renewed', `${this.#options.name} was renewed.`);
    }
    this.#isRenewal = false;
    this.#options.onLive(target);
    this.#options.onChange();
  }

  /** Ends a connection that has been replaced, or whose successor broke in the meantime. */
  async #retire(link: Link, reason: string): Promise<void> {
    const old = this.#old.get(link);
    if (old === undefined) return;
    this.#old.delete(link);
    old.cancel();
    this.#options.onDown(old.target, reason);
    await link.close();
  }

  /** A connection that was live ended by itself. */
  #ended(link: Link, end: LinkEnd): void {
    if (this.#old.has(link)) void this.#retire(link, end.message);
    const live = this.#live;
    if (live?.link !== link) return;
    this.#options.incidents.report(end.cause, this.#told(end.message));
    this.#options.onFailure(end, live.target);
    this.#lose(live, end.message);
  }

  #lose(live: Live<T>, reason: string): void {
    this.#cancelRenewal();
    this.#live = null;
    if (this.#options.time.monotonic() - live.since >= STABLE_MS) this.#failures = 0;
    else this.#failures += 1;
    this.#options.onDown(live.target, reason);
    if (!this.#closed && this.#attempt === null) this.#next(backOff(this.#failures, this.#options.random()));
    else this.#options.onChange();
  }

  #failed(end: LinkEnd, target: T | null): void {
    this.#failures += 1;
    this.#options.incidents.report(end.cause, this.#told(end.message));
    if (end.httpStatus === 429 || end.httpStatus === 418) {
      this.#options.allowance.block(end.retryAfterMs ?? backOff(Infinity, 1));
    }
    this.#options.onFailure(end, target);
    if (this.#closed || this.isTrying) return;
    this.#next(Math.max(backOff(this.#failures, this.#options.random()), end.retryAfterMs ?? 0));
  }

  #told(message: string): string {
    return `${this.#options.name}: ${message}`;
  }

  #planRenewal(): void {
    this.#cancelRenewal();
    const ms = RENEW_AFTER_MS - this.#options.random() * RENEW_SPREAD_MS;
    this.#cancelRenewal = this.#options.time.after(
      ms,
      () => {
        this.#isRenewal = true;
        this.refresh();
      },
      true,
    );
  }
}

function retryAfter(ms: number | undefined): { retryAfterMs?: number } {
  return ms === undefined ? {} : { retryAfterMs: ms };
}
