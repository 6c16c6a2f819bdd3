import type { Feed, FeedState } from '@shared/domain/market';
import type { Incidents } from '../exchange/streams/incidents';
import type {
  EventOf,
  FollowedStream,
  MarketStreams,
  StreamFollower,
  StreamRequest,
} from '../exchange/streams/streams';
import type { TimeSource } from '../exchange/time-source';
import { confirmedAtOf } from './confirmed-at';
import { createQuestions } from './questions';
import { startRounds, type Rounds } from './rounds';
import { SILENCE_MS, startSilenceWatch, type Check } from './silence-watch';

/** Without a live stream for this long REST stands in. */
const FALLBACK_AFTER_MS = 2_000;
/** Waits between attempts to read what may have been lost. */
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 15_000;
/** REST is asked about a doubtful end at most this often, however many events raise the doubt. */
const READ_EVERY_MS = 1_000;

/** Unix ms of this machine when REST was asked; undefined when it gave no usable answer. */
export type AskedAt = number | undefined;

interface LiveFeedOptions<R extends StreamRequest> {
  readonly streams: MarketStreams;
  readonly request: R;
  /** What is followed, for incidents: `the 1m candles of BTCUSDT`. */
  readonly name: string;
  readonly incidents: Incidents;
  readonly time: TimeSource;
  readonly serverNow: () => number | null;
  /** Reads over REST what the value may lack; `lost` says that anything may have been missed, else only the end is in doubt. */
  readonly resync: (signal: AbortSignal, lost: boolean) => Promise<AskedAt>;
  /** One round of REST while the stream cannot be had. */
  readonly poll: (signal: AbortSignal) => Promise<AskedAt>;
  readonly pollEveryMs: number;
  /** Asks REST, cheaply, whether the stream has told everything. */
  readonly check: (signal: AbortSignal) => Promise<Check>;
  /** Also checks this often while events come, where one that was lost would not be noticed by the next. */
  readonly verifyEveryMs?: number;
  /** Takes an event. Answers the event time (server ms) as of which the whole value is confirmed by it, undefined when it confirms nothing. */
  readonly onEvent: (event: EventOf<R>, receivedAt: number) => number | undefined;
  /** The stream was made again: events from before will not come any more. */
  readonly onNewStream?: () => void;
  /** After everything that may have changed the value, its age or its state. */
  readonly onChange: (feed: Feed) => void;
  /** Of an earlier feed of the same value. */
  readonly confirmedAt?: number;
}

export interface LiveFeed {
  /** The value's end is in doubt: asks REST at once. */
  askAgain(): void;
  /** The machine slept or everything may have been missed: nothing is live before REST answered. */
  wake(): void;
  stop(): void;
}

/**
 * Keeps one value alive by a stream and falls back to REST by itself. After each `onLive` REST is asked for what may have been lost
 * before the value counts as live; without a live stream for 2 s rounds of REST take over; a stream that says nothing is checked.
 */
export function startLiveFeed<R extends StreamRequest>(options: LiveFeedOptions<R>): LiveFeed {
  const { time, incidents, name } = options;
  const questions = createQuestions();
  let stopped = false;
  let isStreaming = false;
  /** The stream was silent while REST had news: it is not believed before it says something. */
  let isDoubted = false;
  /** Anything may have been missed since REST was last asked. */
  let isLost = true;
  /** REST answered after that. */
  let isWhole = false;
  let isReading = false;
  let isAskedAgain = false;
  let hasBegun = false;
  let hasPolled = false;
  let confirmedAt = options.confirmedAt ?? 0;
  let readAt = Number.NEGATIVE_INFINITY;
  let retryMs = FIRST_RETRY_MS;
  let cancelRead: (() => void) | undefined;
  let cancelFallback: (() => void) | undefined;
  let rounds: Rounds | undefined;
  let stopWatch: (() => void) | undefined;

  const isLive = (): boolean => isStreaming && !isDoubted && isWhole;

  function stateNow(): FeedState {
    if (isLive()) return 'live';
    if (rounds && hasPolled) return 'polling';
    return hasBegun ? 'interrupted' : 'loading';
  }

  /** Starts and stops what the present state needs, and tells it. */
  function settle(): void {
    if (stopped) return;
    if (isLive()) {
      cancelFallback?.();
      rounds?.stop();
      cancelFallback = rounds = undefined;
      hasPolled = false;
      hasBegun = true;
      stopWatch ??= watch();
    } else {
      stopWatch?.();
      stopWatch = undefined;
      if (!rounds) cancelFallback ??= time.after(FALLBACK_AFTER_MS, fallBack);
    }
    options.onChange({ state: stateNow(), confirmedAt });
  }

  /** A clock that was set back must not leave a value confirmed in the future, where it would look fresh for long. */
  function confirm(at: number): void {
    confirmedAt = confirmedAt > time.wall() ? at : Math.max(confirmedAt, at);
  }

  async function read(): Promise<void> {
    cancelRead?.();
    cancelRead = undefined;
    isReading = true;
    readAt = time.monotonic();
    const lost = isLost;
    isLost = isAskedAgain = false;
    const askedAt = await questions.ask((signal) => options.resync(signal, lost));
    isReading = false;
    if (stopped) return;
    if (askedAt === undefined) {
      isLost ||= lost;
      isWhole = false;
      cancelRead = time.after(retryMs, () => void read());
      retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS);
    } else {
      retryMs = FIRST_RETRY_MS;
      confirm(askedAt);
      isWhole = !isLost;
      if (isLost) void read();
      else if (isAskedAgain) readSoon();
    }
    settle();
  }

  function readSoon(): void {
    if (stopped) return;
    if (isReading) isAskedAgain = true;
    else cancelRead ??= time.after(readAt + READ_EVERY_MS - time.monotonic(), () => void read());
  }

  /** Anything may have been missed. */
  function lose(): void {
    if (stopped) return;
    isLost = true;
    isWhole = false;
    retryMs = FIRST_RETRY_MS;
    if (!isReading) {
      questions.callOff();
      void read();
    }
    settle();
  }

  function fallBack(): void {
    cancelFallback = undefined;
    hasBegun = true;
    rounds = startRounds(options.pollEveryMs, pollOnce, time);
    settle();
  }

  async function pollOnce(): Promise<void> {
    const askedAt = await questions.ask(options.poll);
    hasPolled = askedAt !== undefined;
    if (stopped) return;
    if (askedAt !== undefined) confirm(askedAt);
    settle();
  }

  function watch(): () => void {
    return startSilenceWatch({
      time,
      verifyEveryMs: options.verifyEveryMs,
      age: () => time.wall() - confirmedAt,
      check: () => questions.ask(options.check),
      onConfirmed(askedAt) {
        confirm(askedAt);
        settle();
      },
      onSilent(news) {
        const reason = `The stream of ${name} did not tell what REST knew: ${news}`;
        incidents.report('silent', reason);
        isDoubted = true;
        isStreaming = false;
        // Nothing was confirmed for 5 s by now, and REST answers.
        fallBack();
        stream.reconnect(reason);
      },
    });
  }

  const follower: StreamFollower<R> = {
    onLive() {
      isStreaming = true;
      options.onNewStream?.();
      if (isDoubted) settle();
      else lose();
    },
    onEvent(event, receivedAt) {
      const eventTime = options.onEvent(event, receivedAt);
      const at =
        eventTime === undefined ? undefined : confirmedAtOf(eventTime, receivedAt, options.serverNow());
      if (at !== undefined && isLive()) confirm(at);
      if (at !== undefined && isStreaming && isDoubted && receivedAt - at < SILENCE_MS) {
        isDoubted = false;
        lose();
      } else settle();
    },
    onInterrupted() {
      isStreaming = false;
      settle();
    },
  };
  void read();
  const stream: FollowedStream = options.streams.follow(options.request, follower);
  settle();

  return {
    askAgain: readSoon,
    wake() {
      lose();
      rounds?.again();
    },
    stop() {
      stopped = true;
      stream.stop();
      questions.callOff();
      rounds?.stop();
      stopWatch?.();
      cancelFallback?.();
      cancelRead?.();
    },
  };
}
