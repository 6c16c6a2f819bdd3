import type { OpenOrdersState } from '@shared/contract/topics';
import type { Balances } from '@shared/domain/account';
import { assertNever } from '@shared/domain/assert-never';
import type { Feed, FeedState } from '@shared/domain/market';
import type { Order } from '@shared/domain/order';
import type { ExchangeConnection } from '../exchange/connection';
import type { Outcome, Refusal } from '../exchange/outcome';
import type { Incidents } from '../exchange/streams/incidents';
import type { AccountEvent, OrderEvent, UserStreamFollower } from '../exchange/streams/user-events';
import { systemTime, type TimeSource } from '../exchange/time-source';
import { createAccountPace, type AccountRound } from './account-pace';
import { createAccountPublication } from './account-publication';
import { createAccountReader, type OrderListener, type Read } from './account-reader';
import { createBalances } from './balances';
import { orderKey, type OpenOrders } from './open-orders';
import { createUnexplained } from './unexplained';
import { createNewsCheck } from './user-events';
import { orderOfEvent } from './wire-orders';

/** Longest wait for the stream to close and its listen key to be deleted. */
const CLOSE_MS = 3_000;

export interface AccountFeedOptions {
  readonly accountId: string;
  readonly connection: Pick<ExchangeConnection, 'call'> & Partial<Pick<ExchangeConnection, 'serverNow'>>;
  readonly openOrders: OpenOrders;
  /** Symbols that may hold orders of this account; the first is the one on the screen. */
  readonly symbols: () => readonly string[];
  readonly onBalances: (balances: Balances) => void;
  readonly onOpenOrders: (state: OpenOrdersState) => void;
  /** Called with each refusal; true ends everything signed (PROTOCOL: key refused, "stop signed polling"). */
  readonly onRefused: (refusal: Refusal) => boolean;
  /** How each question for the balances ended: it tells whether the key works and the exchange can be reached. */
  readonly onOutcome: (outcome: Outcome<unknown>) => void;
  /** Opens the account's stream. Without it the account is polled. */
  readonly openStream?:
    | ((follower: UserStreamFollower) => {
        wake(reason: string): void;
        close(): Promise<void>;
      })
    | undefined;
  /** The account's stream told something new of an order, placed here or elsewhere. */
  readonly onOrderEvent?: (order: Order) => void;
  readonly listener?: OrderListener;
  /** How account data arrives, and how old the oldest of it is. */
  readonly onFeed?: (feed: Feed) => void;
  readonly incidents?: Incidents;
  readonly time?: TimeSource;
  /** Unix ms of this machine. Default: of `time`. */
  readonly now?: () => number;
}

export interface AccountFeed {
  /** Something changed at the exchange: ask soon for balances and this symbol. */
  refresh(symbol?: string): void;
  /** After sleep, a change of network or a clock jump: nothing is fresh before it was asked for again. */
  wake(): void;
  /** Ends the rounds at once, then closes the stream and deletes its listen key, within 3 s. The connection must still be open. */
  stop(): Promise<void>;
}

/**
 * The account as its stream tells it, settled by REST: everything is asked for after each (re)connection before it counts as live,
 * then in safety rounds, and when an event leaves a doubt. Where there is no stream it is polled.
 */
export function startAccountFeed(options: AccountFeedOptions): AccountFeed {
  const { openOrders, incidents, time = systemTime } = options;
  const stopping = new AbortController();
  const balances = createBalances(options.accountId, time);
  const reader = createAccountReader({
    connection: options.connection,
    balances,
    openOrders,
    signal: stopping.signal,
    now: options.now ?? time.wall,
    onRefused,
    onOutcome: options.onOutcome,
    listener: options.listener,
  });
  const publication = createAccountPublication({
    balances,
    openOrders,
    state: stateNow,
    onBalances: options.onBalances,
    onOpenOrders: options.onOpenOrders,
    onFeed: options.onFeed,
  });
  const isNews = createNewsCheck(incidents);
  const pace = createAccountPace({
    time,
    streamed: options.openStream !== undefined,
    symbols: options.symbols,
    holding: () => openOrders.symbols(),
  });
  const unexplained = createUnexplained(time, onLost);
  let running = false;
  /** Whether the last regular round was answered, since the stream was lost. */
  let answered = false;
  /** Whether the stream lost something, until everything was asked for again. */
  let mending = false;
  let rounds = 0;
  let cancelTimer: () => void = () => undefined;
  let closed: Promise<void> | undefined;

  function onRefused(refusal: Refusal): void {
    if (stopping.signal.aborted || !options.onRefused(refusal)) return;
    void stop();
    publication.feed();
  }

  /** Takes note of how a question of a round ended. */
  function learn({ answered: isAnswered, differing, doubtful }: Read, round: AccountRound, symbol?: string) {
    if (round.synced && pace.synced()) unexplained.found(differing);
    if (doubtful) want(symbol);
    if (isAnswered && symbol === undefined) publication.balances();
    else if (isAnswered) publication.orders();
    return isAnswered;
  }

  async function makeRound(): Promise<void> {
    running = true;
    const round = pace.next();
    openOrders.concern([...options.symbols(), ...round.symbols]);
    const [balancesRead, ...ordersRead] = await Promise.all([
      reader.balances().then((read) => learn(read, round)),
      ...round.symbols.map((symbol) => reader.orders(symbol).then((read) => learn(read, round, symbol))),
    ]);
    running = false;
    rounds += 1;
    if (stopping.signal.aborted) return;
    pace.ended(
      round,
      round.symbols.filter((_, index) => ordersRead[index]),
      balancesRead,
    );
    if (round.whole) answered = balancesRead && ordersRead.every(Boolean);
    if (mending && pace.synced()) {
      mending = false;
      incidents?.report('resynchronised', 'Balances and open orders were asked for again.');
    }
    publication.feed();
    schedule();
  }

  function schedule(): void {
    cancelTimer();
    if (running || stopping.signal.aborted) return;
    const wait = Math.max(0, pace.dueAt() - time.monotonic());
    cancelTimer = time.after(wait, () => {
      if (pace.dueAt() > time.monotonic()) schedule();
      else void makeRound();
    });
  }

  function want(symbol?: string): void {
    pace.want(symbol);
    schedule();
  }

  /** What we have may be old in a way that only REST can tell. */
  function doubtAll(): void {
    answered = false;
    unexplained.clear();
    publication.feed();
    schedule();
  }

  function onLost(names: readonly string[]): void {
    const shown = names.slice(0, 3).join(', ') + (names.length > 3 ? ' and others' : '');
    incidents?.report('silent', `REST knew a change that the account's stream had not told: ${shown}.`);
    mending = true;
    pace.startOver();
    doubtAll();
    stream?.wake('The account changed and its stream did not tell.');
  }

  function onAccountEvent(event: AccountEvent): void {
    const assets = event.balances.map(({ asset }) => asset);
    unexplained.heard(assets);
    if (event.fees) options.listener?.fees(event.fees);
    const { changed, doubtful } = balances.applyEvent(event);
    if (changed) publication.balances();
    if (!doubtful) return;
    unexplained.doubted(assets);
    want();
  }

  function onOrderEvent(event: OrderEvent): void {
    const key = orderKey(event);
    unexplained.heard([key]);
    const { news, doubtful } = openOrders.applyEvent(event);
    options.listener?.heard(orderOfEvent(event));
    if (news !== undefined) {
      publication.orders();
      options.onOrderEvent?.(news);
    }
    if (!doubtful) return;
    unexplained.doubted([key]);
    want(event.symbol);
  }

  const follower: UserStreamFollower = {
    onLive() {
      if (stopping.signal.aborted) return;
      // Live anew without having been lost: something that came could not be read.
      if (pace.synced()) answered = false;
      pace.live();
      unexplained.clear();
      publication.feed();
      schedule();
    },
    onEvent(event) {
      if (stopping.signal.aborted || !isNews(event)) return;
      switch (event.kind) {
        case 'account':
          onAccountEvent(event);
          return;
        case 'order':
          onOrderEvent(event);
          return;
        default:
          assertNever(event);
      }
    },
    onInterrupted() {
      if (stopping.signal.aborted) return;
      pace.lost();
      doubtAll();
    },
  };

  function stateNow(isKnown: boolean): FeedState {
    if (stopping.signal.aborted) return 'interrupted';
    if (pace.synced()) return 'live';
    if (!isKnown || rounds === 0) return 'loading';
    return answered ? 'polling' : 'interrupted';
  }

  async function closeStream(): Promise<void> {
    if (stream === undefined) return;
    let cancel: () => void = () => undefined;
    const late = new Promise<void>((resolve) => (cancel = time.after(CLOSE_MS, resolve)));
    await Promise.race([stream.close(), late]);
    cancel();
  }

  function stop(): Promise<void> {
    stopping.abort();
    cancelTimer();
    unexplained.clear();
    closed ??= closeStream();
    return closed;
  }

  schedule();
  const stream = options.openStream?.(follower);

  return {
    refresh: (symbol) => {
      if (!stopping.signal.aborted) want(symbol);
    },
    wake() {
      if (stopping.signal.aborted) return;
      stream?.wake('Everything is asked for again.');
      pace.wake();
      doubtAll();
    },
    stop,
  };
}
