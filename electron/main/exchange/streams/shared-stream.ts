import { eventReader, type ReadEvent } from '../jex/market-events';
import { streamName } from '../jex/stream-names';
import type { TimeSource } from '../time-source';
import { guarded } from './guarded';
import { LossNotice } from './loss-notice';
import type { EventOf, StreamFollower, StreamRequest } from './streams';
import { Succession } from './succession';

/** How long a live stream is kept after its last follower left: switching there and back costs no connection. */
const LINGER_MS = 2_000;
/** Between two calls that tell followers to ask for what an unreadable event may have said: all statistics cost 40 of 1200 weight. */
const LOSS_PAUSE_MS = 60_000;

interface Following {
  readonly follower: StreamFollower<StreamRequest>;
  told: 'nothing' | 'live' | 'interrupted';
  stopped: boolean;
}

/** One stream with those who follow it. It is live as long as a live connection carries it, whichever that is. */
export class SharedStream {
  readonly name: string;
  readonly request: StreamRequest;
  readonly read: ReadEvent<EventOf<StreamRequest>>;
  /** The exchange refused a connection with it among others, so it is to have one of its own until it is live. */
  apart = false;
  readonly #time: TimeSource;
  readonly #onUnneeded: (stream: SharedStream) => void;
  /** Live connections that carry it. */
  readonly #carriers: Succession<EventOf<StreamRequest>>;
  /** Replaced on each change, so that a call in the middle of an event does not disturb it. */
  #followings: readonly Following[] = [];
  #trouble = '';
  #lingering = false;
  #cancelLinger: () => void = () => undefined;
  readonly #loss: LossNotice;

  constructor(request: StreamRequest, time: TimeSource, onUnneeded: (stream: SharedStream) => void) {
    this.name = streamName(request);
    this.request = request;
    this.read = eventReader(request);
    this.#time = time;
    this.#onUnneeded = onUnneeded;
    this.#carriers = new Succession(time, (event, receivedAt) => this.#deliver(event, receivedAt));
    this.#loss = new LossNotice(time, LOSS_PAUSE_MS, () => {
      for (const { follower, told, stopped } of this.#followings) {
        if (told === 'live' && !stopped) guarded(() => follower.onLive());
      }
    });
  }

  get isNeeded(): boolean {
    return this.#followings.length > 0 || this.#lingering;
  }

  get isLive(): boolean {
    return !this.#carriers.isEmpty;
  }

  /** Whether another live connection than this one carries it. */
  hasOther(carrier: unknown): boolean {
    return this.#carriers.hasOther(carrier);
  }

  /** Adds a follower, who hears in a moment how things are; the answer takes it away. */
  add(follower: StreamFollower<StreamRequest>): () => void {
    this.#cancelLinger();
    this.#lingering = false;
    const following: Following = { follower, told: 'nothing', stopped: false };
    this.#followings = [...this.#followings, following];
    // Not at once: the caller does not have its handle yet.
    queueMicrotask(() => {
      if (this.isLive) tellLive(following);
      else if (this.#trouble !== '') tellInterrupted(following, this.#trouble);
    });
    return () => this.#remove(following);
  }

  carriedBy(carrier: unknown): void {
    const wasLive = this.isLive;
    this.#carriers.join(carrier);
    this.apart = false;
    if (wasLive) return;
    this.#trouble = '';
    for (const following of this.#followings) tellLive(following);
  }

  /** `reason` is heard when no other connection carries it; empty when one was thought to. */
  droppedBy(carrier: unknown, reason: string): void {
    const wasLive = this.isLive;
    this.#carriers.leave(carrier);
    if (wasLive && !this.isLive)
      this.interrupted(reason === '' ? 'The connection is being made again.' : reason);
  }

  /** Events do not come, and that is going on. */
  interrupted(reason: string): void {
    if (this.isLive) return;
    this.#trouble = reason;
    this.#loss.forget();
    for (const following of this.#followings) tellInterrupted(following, reason);
  }

  /** An event came over this connection. */
  take(carrier: unknown, event: EventOf<StreamRequest>, receivedAt: number): void {
    this.#carriers.take(carrier, event, receivedAt);
  }

  #deliver(event: EventOf<StreamRequest>, receivedAt: number): void {
    for (const following of this.#followings) {
      if (following.told === 'live' && !following.stopped)
        guarded(() => following.follower.onEvent(event, receivedAt));
    }
  }

  /** Something that came could not be read: what it said is to be asked for. */
  lost(): void {
    if (this.isLive) this.#loss.lost();
  }

  /** Nobody is told anything any more. */
  close(): void {
    this.#cancelLinger();
    this.#loss.forget();
    for (const following of this.#followings) following.stopped = true;
    this.#followings = [];
    this.#lingering = false;
  }

  #remove(following: Following): void {
    if (following.stopped) return;
    following.stopped = true;
    this.#followings = this.#followings.filter((other) => other !== following);
    if (this.#followings.length > 0) return;
    this.#loss.forget();
    if (!this.isLive) {
      this.#onUnneeded(this);
      return;
    }
    this.#lingering = true;
    this.#cancelLinger = this.#time.after(
      LINGER_MS,
      () => {
        this.#lingering = false;
        this.#onUnneeded(this);
      },
      true,
    );
  }
}

function tellLive(following: Following): void {
  if (following.stopped || following.told === 'live') return;
  following.told = 'live';
  guarded(() => following.follower.onLive());
}

function tellInterrupted(following: Following, reason: string): void {
  if (following.stopped || following.told === 'interrupted') return;
  following.told = 'interrupted';
  guarded(() => following.follower.onInterrupted(reason));
}
