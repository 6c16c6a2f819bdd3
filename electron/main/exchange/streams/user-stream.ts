import type { StoreApi } from 'zustand/vanilla';
import type { StreamConnection } from '@shared/domain/diagnostics';
import { MalformedEvent, UnknownEvent } from '../jex/event-fields';
import { accountPath } from '../jex/stream-names';
import { readUserEvent } from '../jex/user-events';
import { systemTime } from '../time-source';
import { ConflatedStatus, type Traffic } from './conflated-status';
import { ConnectionAllowance } from './connection-allowance';
import { guarded } from './guarded';
import { Line } from './line';
import type { LineOptions, Target } from './line-options';
import { KEEP_MS, LIFE_MS, ListenKey, type ListenKeyOptions } from './listen-key';
import { LossNotice } from './loss-notice';
import type { MarketStreamsOptions } from './market-streams';
import type { UserStreamFollower } from './user-events';
import { isRefusal } from './socket';
import { webSocketOpener } from './web-socket';

export interface UserStreamOptions
  extends MarketStreamsOptions, Pick<ListenKeyOptions, 'connection' | 'onRefused'> {
  readonly follower: UserStreamFollower;
}

interface UserStreamStatus extends StreamConnection, Traffic {
  /** The last failure in one sentence, or empty while it is live. */
  readonly failure: string;
}

export interface UserStream {
  readonly status: StoreApi<UserStreamStatus>;
  /** After sleep, a change of network or a clock jump, or when the account is known to have changed without a word: makes it anew. */
  wake(reason: string): void;
  /** Ends it and gives the listen key back, which takes at most {@link CLOSE_MS}. The follower hears nothing any more. */
  close(): Promise<void>;
}

/** How long the listen key may take to be given back; after that it expires by itself. */
export const CLOSE_MS = 3_000;
/** Between two attempts at extending the key, of which the first failed. */
const KEEP_AGAIN_MS = 30_000;
/** Between two calls of the follower because of events that could not be read: one resync of the account costs about 10 weight. */
export const USER_LOSS_PAUSE_MS = 10_000;

interface AccountTarget extends Target {
  readonly key: string;
}

/** Opens the account's stream and keeps it open. Throws ExchangeOptionsError when the address is refused. */
export function openUserStream(options: UserStreamOptions): UserStream {
  const stream = new AccountStream(options);
  stream.start();
  return stream;
}

class AccountStream implements UserStream {
  readonly status: StoreApi<UserStreamStatus>;
  readonly #options: UserStreamOptions;
  readonly #time;
  readonly #key: ListenKey;
  readonly #line: Line<AccountTarget>;
  readonly #board: ConflatedStatus<UserStreamStatus>;
  readonly #loss: LossNotice;
  /** Live connections, with the key of each; around a renewal two. */
  readonly #live = new Set<AccountTarget>();
  #told: 'nothing' | 'live' | 'interrupted' = 'nothing';
  #failure = '';
  #cancelKeep: () => void = () => undefined;
  #isClosed = false;
  #closing: Promise<void> | null = null;

  constructor(options: UserStreamOptions) {
    this.#options = options;
    this.#time = options.time ?? systemTime;
    this.#key = new ListenKey({ ...options, time: this.#time });
    this.#line = new Line(this.#lineOptions());
    this.#board = new ConflatedStatus(this.#time, (traffic) => this.#statusNow(traffic));
    this.status = this.#board.store;
    this.#loss = new LossNotice(this.#time, USER_LOSS_PAUSE_MS, () =>
      this.#tell(() => options.follower.onLive()),
    );
  }

  start(): void {
    this.#line.refresh();
  }

  wake(reason: string): void {
    this.#line.wake(reason);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelKeep();
    this.#loss.forget();
    const ended = Promise.all([this.#line.close(), this.#key.end()]);
    let cancel: () => void = () => undefined;
    const late = new Promise<void>((resolve) => (cancel = this.#time.after(CLOSE_MS, resolve, true)));
    await Promise.race([ended, late]);
    cancel();
    this.#board.write();
  }

  #lineOptions(): LineOptions<AccountTarget> {
    return {
      id: 0,
      name: 'The account stream',
      open: this.#options.openSocket ?? webSocketOpener(this.#options, this.#time),
      time: this.#time,
      random: this.#options.random ?? Math.random,
      allowance: new ConnectionAllowance(this.#time),
      incidents: this.#options.incidents,
      target: async () => {
        const obtained = await this.#key.obtain();
        if (obtained === null) this.#cancelKeep();
        if (obtained === null || 'failed' in obtained) return obtained;
        if (!this.#isClosed) this.#keepIn(KEEP_MS);
        const { key } = obtained;
        return { key, path: accountPath(key), names: ['account'], regular: false };
      },
      onLive: (target) => this.#opened(target),
      onDown: (target, reason) => {
        this.#live.delete(target);
        if (this.#live.size === 0) this.#interrupted(reason);
      },
      onFailure: (end) => {
        if (isRefusal(end)) this.#key.tried(false);
        this.#failure = end.message;
        if (this.#live.size === 0) this.#interrupted(end.message);
      },
      onText: (_target, text, bytes) => this.#read(text, bytes),
      onBinary: (_target, bytes) => {
        this.#board.count(bytes, this.#time.wall());
        this.#options.incidents.report('malformed', 'The account stream: a binary frame.');
        this.#loss.lost();
      },
      onChange: () => this.#board.write(),
    };
  }

  #opened(target: AccountTarget): void {
    this.#key.tried(true);
    this.#failure = '';
    // What was said between the end of another key and this one is lost, although a connection was there all the time.
    const isSeamless = [...this.#live].some(({ key }) => key === target.key);
    this.#live.add(target);
    if (isSeamless) return;
    this.#told = 'live';
    this.#loss.forget();
    this.#tell(() => this.#options.follower.onLive());
  }

  #interrupted(reason: string): void {
    this.#loss.forget();
    if (this.#told === 'interrupted') return;
    this.#told = 'interrupted';
    this.#tell(() => this.#options.follower.onInterrupted(reason));
  }

  #read(text: string, bytes: number): void {
    const receivedAt = this.#time.wall();
    this.#board.count(bytes, receivedAt);
    try {
      const event = readUserEvent(text);
      this.#tell(() => this.#options.follower.onEvent(event, receivedAt));
    } catch (error) {
      if (!(error instanceof MalformedEvent || error instanceof UnknownEvent)) throw error;
      const kind = error instanceof MalformedEvent ? 'malformed' : 'unknown';
      this.#options.incidents.report(kind, `The account stream: ${error.message}`);
      if (kind === 'malformed') this.#loss.lost();
    }
  }

  #tell(call: () => void): void {
    if (!this.#isClosed) guarded(call);
  }

  #keepIn(ms: number): void {
    this.#cancelKeep();
    this.#cancelKeep = this.#time.after(ms, () => void this.#keep(), true);
  }

  async #keep(): Promise<void> {
    const kept = await this.#key.keep();
    if (this.#isClosed) return;
    if (kept === 'kept') this.#keepIn(KEEP_MS);
    else if (kept === 'ended') await this.#line.close();
    else if (kept === 'dead') this.#line.reconnect('The listen key had expired.');
    else if (this.#key.age >= LIFE_MS) this.#line.reconnect('The listen key must have expired.');
    else this.#keepIn(Math.max(KEEP_AGAIN_MS, kept.retryAfterMs ?? 0));
  }

  #statusNow(traffic: Traffic): UserStreamStatus {
    return { ...this.#line.status, ...traffic, failure: this.#failure };
  }
}
