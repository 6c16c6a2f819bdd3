import type { Book } from '@shared/domain/market';
import type { ExchangeConnection } from '../../exchange/connection';
import type { AnswerOf } from '../../exchange/jex/endpoints';
import type { Incidents } from '../../exchange/streams/incidents';
import type { DepthEvent, FollowedStream, MarketStreams } from '../../exchange/streams/streams';
import { systemTime, type TimeSource } from '../../exchange/time-source';
import type { IncidentKind } from '@shared/domain/diagnostics';
import { assertNever } from '@shared/domain/assert-never';
import { AnchoredBook, SNAPSHOT_LEVELS, type DepthSnapshot } from './anchored-book';
import { DepthRequests } from './depth-requests';
import { lookFirst } from './first-look';
import { FollowedBook, WRONG, type Progress } from './followed-book';
import { QuietCheck } from './quiet-check';
import { ShownBook } from './shown-book';
import { StreamTrust } from './stream-trust';

/** A difference that was overtaken by the next one may still come so long (ms) before it counts as lost. */
const OVERTAKEN_MS = 300;
/** REST stands in when differences were not to be had for so long, ms. */
const POLL_AFTER_MS = 2_000;
/** Levels of a side that are compared with REST. */
const PROBE_LEVELS = 20;
/** So many snapshots in a row that do not fit to the stream mean that the stream is the one that is wrong. */
const MOST_UNUSABLE = 5;

export interface BookFeedOptions {
  readonly symbol: string;
  readonly streams: MarketStreams;
  readonly connection: Pick<ExchangeConnection, 'call' | 'serverNow'>;
  readonly incidents: Incidents;
  /** Called at once with an empty book that is loading, and then whenever the book changed or was confirmed. */
  readonly onBook: (book: Book) => void;
  readonly time?: TimeSource;
}

export interface BookFeed {
  stop(): void;
  /** After a sleep, a jump of the clock or a change of network: builds the book again before anything counts as fresh. */
  wake(): void;
}

/**
 * Follows the order book of one symbol: a snapshot and then differences, and REST alone while there are none. A book with a hole is
 * never shown as live: it keeps its old levels and its old age until it was built again.
 */
export function followBook(options: BookFeedOptions): BookFeed {
  return new Feed(options);
}

class Feed implements BookFeed {
  readonly #options: BookFeedOptions;
  readonly #time: TimeSource;
  readonly #requests: DepthRequests;
  readonly #quiet: QuietCheck;
  readonly #book = new FollowedBook();
  readonly #shown: ShownBook;
  readonly #trust: StreamTrust;
  readonly #followed: FollowedStream;
  /** Since when there is no whole book, monotonic ms. */
  #downSince: number;
  #unusable = 0;
  #wasLive = false;
  #stopped = false;
  readonly #cancelFirstLook: () => void;
  #cancelTimer: () => void = () => undefined;
  #cancelOvertaken: (() => void) | undefined;

  constructor(options: BookFeedOptions) {
    const { symbol, streams, connection, onBook, time = systemTime } = options;
    this.#options = options;
    this.#time = time;
    this.#downSince = time.monotonic();
    this.#requests = new DepthRequests({ symbol, connection, time });
    this.#quiet = new QuietCheck(time, (reason) => this.#distrust('silent', reason));
    this.#trust = new StreamTrust(time, (reason) => this.#followed.reconnect(`Book of ${symbol}: ${reason}`));
    this.#shown = new ShownBook(symbol, time, onBook);
    this.#followed = streams.follow(
      { kind: 'depth', symbol },
      {
        onLive: () => this.#onLive(),
        onEvent: (event, receivedAt) => this.#onDifference(event, receivedAt),
        onInterrupted: () => this.#onInterrupted(),
      },
    );
    this.#cancelFirstLook = lookFirst(symbol, connection, time, (snapshot, askedAt) =>
      this.#showFirst(snapshot, askedAt),
    );
    this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelFirstLook();
    this.#shown.stop();
    this.#requests.cancel();
    this.#rest();
    this.#followed.stop();
  }

  wake(): void {
    if (this.#stopped) return;
    this.#requests.cancel();
    this.#requests.forgive();
    this.#book.age.forgetLag();
    this.#trust.believe();
    this.#rebuild();
    this.#shown.interrupt();
  }

  #onLive(): void {
    this.#trust.opened();
    if (this.#book.isWhole) {
      // The same connection, but something on it could not be read: the book is asked after instead of thrown away.
      this.#quiet.hurry();
      this.#schedule();
      return;
    }
    // What was asked for until now may lack what was said until now.
    this.#requests.cancel();
    this.#book.clear();
    this.#rebuild();
  }

  #onInterrupted(): void {
    this.#trust.closed();
    this.#rebuild();
  }

  #onDifference(event: DepthEvent, receivedAt: number): void {
    const newest = this.#book.newestDifference;
    this.#quiet.heard();
    const { order, progress } = this.#book.take(event, receivedAt);
    if (order === 'duplicate') this.#report('duplicate', `Difference ${event.version} came twice.`);
    if (order === 'late') {
      this.#report('out-of-order', `Difference ${event.version} came after ${newest ?? 'another'}.`);
    }
    if (this.#trust.isDoubted && this.#book.isUpToDate(event.version)) {
      this.#trust.believe();
      this.#schedule();
    }
    this.#after(progress);
  }

  /** Shows what became of the book, or has it built again. */
  #after(progress: Progress): void {
    switch (progress.kind) {
      case 'moved':
        this.#unusable = 0;
        this.#quiet.moved(this.#book.version ?? 0);
        this.#showLive();
        break;
      case 'refused':
        this.#report('bad-book', progress.why);
        // A bad snapshot does not make a good book bad.
        if (!this.#book.isWhole) this.#rebuild();
        break;
      case 'exhausted':
        this.#rebuild();
        break;
      case 'unusable':
        this.#unusable += 1;
        if (this.#unusable >= MOST_UNUSABLE) {
          this.#countAnew('No snapshot fits to what was known before.');
        }
        break;
      case 'unchanged':
        break;
      default:
        assertNever(progress);
    }
    this.#watchForHole();
    if (this.#book.isLow) this.#schedule();
  }

  #watchForHole(): void {
    if (!this.#book.hasHole || this.#stopped) {
      this.#cancelOvertaken?.();
      this.#cancelOvertaken = undefined;
    } else {
      this.#cancelOvertaken ??= this.#time.after(OVERTAKEN_MS, () => {
        this.#cancelOvertaken = undefined;
        this.#report('gap', `Difference ${(this.#book.version ?? 0) + 1} did not come.`);
        this.#rebuild();
      });
    }
  }

  /** There is no good book any more: the old one is shown as interrupted until another is built. */
  #rebuild(): void {
    this.#rest();
    if (this.#book.isWhole || this.#shown.state === 'live') {
      this.#requests.cancel();
      this.#downSince = this.#time.monotonic();
    }
    this.#book.drop();
    if (this.#shown.state === 'live') this.#shown.interrupt();
    this.#schedule();
  }

  /** The stream itself is wrong: REST stands in until it is right again. */
  #distrust(kind: 'silent' | 'gap', reason: string): void {
    this.#report(kind, reason);
    this.#unusable = 0;
    this.#trust.doubt(reason);
    this.#rebuild();
  }

  #countAnew(reason: string): void {
    this.#book.forgetReached();
    this.#distrust('gap', reason);
  }

  /** Sets the timer to the next thing to do, unless a request is under way whose end calls this again. */
  #schedule(): void {
    this.#cancelTimer();
    if (this.#stopped || this.#requests.busy) return;
    const wait = this.#dueAt() - this.#time.monotonic();
    if (wait <= 0) this.#ask();
    else this.#cancelTimer = this.#time.after(wait, () => this.#schedule());
  }

  #dueAt(): number {
    const { readyAt, lastAt } = this.#requests;
    const isDoubtful = this.#book.age.isLate || this.#book.isDoubted;
    if (this.#book.isLow) return readyAt;
    if (this.#book.isWhole) return Math.max(readyAt, this.#quiet.dueAt(lastAt, isDoubtful));
    const isWaitedFor = this.#trust.isTrusted || this.#trust.isDoubted;
    return isWaitedFor ? readyAt : Math.max(readyAt, this.#downSince + POLL_AFTER_MS);
  }

  #ask(): void {
    const isProbe = this.#book.isWhole && !this.#book.isLow;
    this.#quiet.asking();
    this.#book.age.asking(this.#book.newestDifference);
    void this.#requests.ask(isProbe ? PROBE_LEVELS : SNAPSHOT_LEVELS, (answer, askedAt) => {
      if (answer !== undefined) this.#onAnswer(answer, askedAt, isProbe);
      else if (this.#shown.state === 'polling') this.#shown.interrupt();
      this.#schedule();
    });
  }

  #onAnswer(answer: AnswerOf<'depth'>, askedAt: number, isProbe: boolean): void {
    // A version beyond the range of numbers compares with none that a stream can bring: then REST is all there is.
    const version = Number(answer.lastUpdateId);
    const snapshot = { version, bids: answer.bids, asks: answer.asks };
    this.#book.age.answered(askedAt, version, this.#book.newestDifference);
    if (isProbe) {
      this.#compare(snapshot, askedAt);
      return;
    }
    const canJoin = this.#trust.isTrusted && Number.isSafeInteger(version);
    const joined = canJoin && this.#join(snapshot, askedAt);
    const isLong = this.#trust.isDoubted || this.#time.monotonic() - this.#downSince >= POLL_AFTER_MS;
    if (!this.#book.isWhole && !joined && isLong) this.#poll(snapshot, askedAt);
  }

  /** Answers whether nothing else is to be made of the snapshot. */
  #join(snapshot: DepthSnapshot, askedAt: number): boolean {
    const isNew = !this.#book.isWhole;
    const progress = this.#book.join(snapshot, askedAt);
    if (isNew && progress.kind === 'moved') {
      if (this.#wasLive) this.#report('rebuilt', `It was built again at version ${snapshot.version}.`);
      this.#wasLive = true;
    }
    if (progress.kind === 'unchanged') this.#quiet.expect(snapshot.version);
    this.#after(progress);
    return progress.kind !== 'unusable';
  }

  /** REST was asked whether the book is still right. */
  #compare(snapshot: DepthSnapshot, askedAt: number): void {
    const comparison = this.#book.compare(snapshot, PROBE_LEVELS);
    switch (comparison) {
      case 'same':
        this.#quiet.rest();
        this.#book.age.confirm(askedAt);
        this.#showLive();
        break;
      case 'ahead':
        this.#quiet.expect(snapshot.version);
        break;
      case 'behind':
        if (this.#quiet.behind()) this.#countAnew(`The exchange is back at version ${snapshot.version}.`);
        break;
      case 'differs':
        break;
      case 'wrong':
        this.#after({ kind: 'refused', why: WRONG });
        break;
      default:
        assertNever(comparison);
    }
  }

  /** Without a stream, what REST tells is what is shown. */
  #poll(snapshot: DepthSnapshot, askedAt: number): void {
    const built = AnchoredBook.from(snapshot);
    if ('refusal' in built) {
      this.#report('bad-book', built.refusal.text);
      return;
    }
    if (this.#book.mayShow(snapshot)) {
      this.#shown.show('polling', built.book, askedAt);
      this.#trust.insist();
    } else if (!this.#trust.isTrusted) this.#after({ kind: 'unusable' });
  }

  /** Until there is a book that is followed or polled. */
  #showFirst(snapshot: DepthSnapshot, askedAt: number): void {
    if (this.#shown.state !== 'loading') return;
    const built = AnchoredBook.from(snapshot);
    if ('book' in built && this.#book.mayShow(snapshot)) this.#shown.show('loading', built.book, askedAt);
  }

  #showLive(): void {
    this.#shown.show('live', this.#book, this.#book.age.confirmedAt);
  }

  #report(kind: IncidentKind, what: string): void {
    this.#options.incidents.report(kind, `Book of ${this.#options.symbol}: ${what}`);
  }

  #rest(): void {
    this.#cancelTimer();
    this.#cancelOvertaken?.();
    this.#cancelOvertaken = undefined;
    this.#quiet.rest();
  }
}
