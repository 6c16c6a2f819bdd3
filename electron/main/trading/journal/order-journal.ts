import type { Order, OrderIntent } from '@shared/domain/order';
import {
  isEnded,
  isUnsettled,
  type JournalOrder,
  type JournalState,
  type TimelineEvent,
  type TradingGate,
} from '@shared/domain/order-life';
import { isZero, type Decimal } from '@shared/domain/decimal';
import { StorageError } from '../../storage/storage-error';
import type { OrderJournalRepository, StoredOrder } from '../../storage/stored-order';
import { systemTime, type TimeSource } from '../../exchange/time-source';
import { assign, type Claim } from '../life/claims';
import { exchangeOrderOf, isOrderOf, sameIntent } from '../life/exchange-order';
import { live, type Effect, type EffectWindow, type LifeEvent, type ToldBy } from '../life/order-life';
import { newEntry, seenEntry } from './new-entry';
import { createUnsaved } from './unsaved';

/** An order may carry a time of acceptance so much later than the moment until which its request could be accepted, ms: matching takes time. */
export const ACCEPTANCE_MARGIN_MS = 1_500;

export interface JournalFill {
  readonly order: JournalOrder;
  readonly event: TimelineEvent;
}

/** An order as the exchange tells it, and where it was told. */
interface ToldOrder {
  readonly order: Order;
  readonly by: ToldBy;
}

/** What a search among the orders of a symbol found. */
export interface Found {
  readonly orders: readonly ToldOrder[];
  /** True when open and past orders were both answered, down to the time asked for. */
  readonly complete: boolean;
}

/** An order that was heard of. `isTimed`: its `time` is known to be that of its acceptance. */
interface Sighting extends ToldOrder {
  readonly isTimed: boolean;
}

interface OrderJournalOptions {
  readonly accountId: string;
  /** REST address of the exchange. */
  readonly server: string;
  readonly repository: OrderJournalRepository;
  readonly time?: TimeSource;
  /** What a timeline says of a fill besides quantity and price: its fee. `isFirst`: it filled as it was placed. */
  readonly fillDetails?: (
    order: StoredOrder,
    fill: TimelineEvent,
    isFirst: boolean,
  ) => Readonly<Record<string, string>>;
  readonly onChange?: (state: JournalState) => void;
  /** Each change of an entry, after it was committed. */
  readonly onEntry?: (order: StoredOrder, before: StoredOrder | undefined) => void;
  readonly onFill?: (fill: JournalFill) => void;
  /** Something is to be done for an entry that nobody drives just now: it is to be looked for, or asked for by its id. */
  readonly onEffect?: (effect: Exclude<Effect, 'send'>, order: StoredOrder) => void;
}

/** What is committed before an order leaves. */
export interface CommittedIntent {
  readonly intentId: string;
  readonly intent: OrderIntent;
  /** In which it can take effect at the latest reckoning; made exact when its request was signed. */
  readonly window: EffectWindow;
  /** What it counts against the day's limit. */
  readonly value: Decimal | null;
  readonly valueAsset: string;
}

/**
 * The order journal of one account on one exchange: the only place that knows which orders exist. Every change is on disk before
 * anybody hears of it; one that cannot be written is kept in memory and written later, and meanwhile no order may leave.
 */
export interface OrderJournal {
  state(): JournalState;
  find(entryId: number): StoredOrder | undefined;
  byIntent(intentId: string): StoredOrder | undefined;
  byOrderId(symbol: string, orderId: string): StoredOrder | undefined;
  /** Throws StorageError when it cannot be written: then nothing may be sent. */
  commit(intent: CommittedIntent): StoredOrder;
  /** Answers the entry as it is now and what is to be done; effects are empty when the event changed nothing. */
  apply(
    entryId: number,
    event: LifeEvent,
  ): { readonly order: StoredOrder; readonly effects: readonly Effect[] };
  /** Takes what the exchange tells of orders: of its own, of those in doubt, and of those that were placed elsewhere. */
  told(orders: readonly Order[], by: ToldBy): void;
  /** Gives orders of the exchange, and those heard of meanwhile, to orders in doubt of a symbol. Answers how many are still in doubt. */
  settle(symbol: string, found: Found): number;
  /**
   * The time (Unix ms of the server) since which orders of a symbol must be asked for: of those in doubt, and of orders heard of that may
   * belong to an entry that was given up. undefined when nothing is to be found out.
   */
  searchFrom(symbol: string): number | undefined;
  /** Orders in doubt of that symbol, or of all. */
  unknown(symbol?: string): readonly StoredOrder[];
  unsettled(): readonly StoredOrder[];
  /** Orders that rest as far as is known. */
  resting(symbol?: string): readonly StoredOrder[];
  /** An order that asks for the same and is not settled. */
  heldBy(intent: OrderIntent): StoredOrder | undefined;
  /** Writes what could not be written. False while it still cannot. */
  flush(): boolean;
  /** Orders found unsettled at the start, of which so many are left; trading waits for them. */
  reconciling(): number;
  /**
   * Nothing is written any more, and nothing may be sent: another journal of the same account may have begun, and what comes late would
   * overwrite what that one knows better. What was on its way stays `submitting` on disk.
   */
  close(): void;
}

export function createOrderJournal(options: OrderJournalOptions): OrderJournal {
  const { accountId, server, repository, time = systemTime } = options;
  /** Entries that can still change, by number. */
  const living = new Map<number, StoredOrder>();
  /** Settled as never placed in this run: should one turn up after all, it is known whose it is. */
  const givenUp = new Map<number, StoredOrder>();
  /** Entries that turned out to be the order of another one and were taken over by it, and by which. */
  const absorbed = new Map<number, number>();
  /** Orders that may belong to an entry of which it is not known yet, by id. */
  const sightings = new Map<string, Sighting>();
  /** Entries found unsettled at the start. */
  const leftOver = new Set<number>();
  const unsaved = createUnsaved(repository, time, publish);
  let revision = 0;
  let closed = false;

  function gate(): TradingGate {
    const failure = unsaved.failure();
    if (failure !== undefined) return { state: 'unwritable', reason: failure };
    return leftOver.size > 0 ? { state: 'reconciling', left: leftOver.size } : { state: 'ready' };
  }

  function unsettled(): StoredOrder[] {
    return [...living.values()].filter(isUnsettled).sort((a, b) => b.entryId - a.entryId);
  }

  function state(): JournalState {
    return { accountId, gate: gate(), unsettled: unsettled().map(asShown), revision };
  }

  function publish(): void {
    revision += 1;
    options.onChange?.(state());
  }

  function keep(order: StoredOrder): void {
    if (isEnded(order.phase) && order.cancel === 'none') living.delete(order.entryId);
    else living.set(order.entryId, order);
    if (order.phase === 'never-placed') givenUp.set(order.entryId, order);
    else givenUp.delete(order.entryId);
    if (!isUnsettled(order)) leftOver.delete(order.entryId);
  }

  function find(entryId: number): StoredOrder | undefined {
    const into = absorbed.get(entryId);
    if (into !== undefined) return find(into);
    return living.get(entryId) ?? unsaved.find(entryId) ?? repository.find(entryId);
  }

  function entryOf({ symbol, orderId }: Pick<Order, 'symbol' | 'orderId'>): StoredOrder | undefined {
    for (const order of living.values())
      if (order.orderId === orderId && order.symbol === symbol) return order;
    return repository.byOrderId(accountId, symbol, orderId);
  }

  function apply(entryId: number, event: LifeEvent): ReturnType<OrderJournal['apply']> {
    const before = find(entryId);
    if (before === undefined) throw new Error(`There is no entry ${entryId} in the journal.`);
    const lived = closed ? undefined : live(before, event, time.wall());
    if (lived === undefined) return { order: before, effects: [] };
    const events = lived.events.map((line) =>
      line.kind === 'fill' && options.fillDetails !== undefined
        ? {
            ...line,
            details: { ...line.details, ...options.fillDetails(lived.order, line, before.orderId === null) },
          }
        : line,
    );
    return { order: save(lived.order, before, events), effects: lived.effects };
  }

  /** Answers the entry as it is now. */
  function save(order: StoredOrder, before: StoredOrder, events: readonly TimelineEvent[]): StoredOrder {
    const other = before.orderId === null ? otherOwnerOf(order) : undefined;
    if (other?.origin === 'elsewhere') return takeOver(order, other, before, events);
    return put(order, before, events, () => {
      // An order in doubt had been given an order that turns out to be another one's: it is in doubt again.
      if (other !== undefined) apply(other.entryId, { kind: 'disowned' });
      unsaved.save(order, events);
    });
  }

  /** An order that seemed to be from elsewhere is that of an entry here: with all that is known of it, and with its cancel. */
  function takeOver(
    order: StoredOrder,
    other: StoredOrder,
    before: StoredOrder,
    events: readonly TimelineEvent[],
  ): StoredOrder {
    const isCancelled = other.cancel !== 'none' && !isEnded(order.phase);
    const whole = isCancelled ? { ...order, cancel: other.cancel, effectUntil: other.effectUntil } : order;
    put(whole, before, events, () => {
      unsaved.absorb(whole, other.entryId, events);
      living.delete(other.entryId);
      leftOver.delete(other.entryId);
      absorbed.set(other.entryId, whole.entryId);
    });
    const known = exchangeOrderOf(other);
    return known === undefined
      ? whole
      : apply(whole.entryId, { kind: 'told', order: known, by: 'query' }).order;
  }

  function put(
    order: StoredOrder,
    before: StoredOrder,
    events: readonly TimelineEvent[],
    write: () => void,
  ): StoredOrder {
    write();
    keep(order);
    options.onEntry?.(order, before);
    for (const event of events) if (event.kind === 'fill') options.onFill?.({ order: asShown(order), event });
    publish();
    if (before.phase === 'submitting' && order.phase !== 'submitting') releaseSightings();
    return order;
  }

  /** Another entry that has the order which this one was just given. */
  function otherOwnerOf(order: StoredOrder): StoredOrder | undefined {
    const told = exchangeOrderOf(order);
    const other = told && entryOf(told);
    if (!told || !other || other.entryId === order.entryId) return undefined;
    if (isOrderOf(other, told, true)) return other;
    supersede(other);
    return undefined;
  }

  /** Whether an entry that has no order yet, or was given up, may turn out to have this one. */
  function mayClaim(order: Order, isTimed: boolean): boolean {
    const isInTime = ({ effectFrom }: StoredOrder): boolean =>
      effectFrom === null || order.time >= effectFrom;
    return (
      waitsFor(order).some(isInTime) ||
      givenUpLike(order).some((entry) => isInTime(entry) && (!isTimed || order.time <= claimOf(entry).until))
    );
  }

  /** Entries without an order that ask for the same. */
  function waitsFor(order: Order): StoredOrder[] {
    return [...living.values()].filter((entry) => entry.orderId === null && sameIntent(entry, order));
  }

  function givenUpLike(order: Order): StoredOrder[] {
    return [...givenUp.values()].filter((entry) => sameIntent(entry, order));
  }

  /** `isDecided`: a search has shown that they belong to nobody here. */
  function told(orders: readonly Order[], by: ToldBy, isDecided = false): void {
    if (closed) return;
    const seen: Order[] = [];
    for (const order of orders) {
      const entry = entryOf(order);
      if (entry !== undefined && isOrderOf(entry, order, by !== 'stream' && by !== 'answer')) {
        apply(entry.entryId, { kind: 'told', order, by });
        continue;
      }
      if (entry !== undefined) supersede(entry);
      const sighting = sightingOf(order, by);
      if (!isDecided && mayClaim(sighting.order, sighting.isTimed)) sighted(sighting);
      else seen.push(order);
    }
    insertSeen(seen);
  }

  /** The exchange has given the id of an entry to another order: ids started over there. */
  function supersede(entry: StoredOrder): void {
    const at = time.wall();
    const lived = live(entry, { kind: 'gone' }, at);
    const order = { ...(lived?.order ?? entry), superseded: true, changedAt: at };
    save(order, entry, lived?.events ?? []);
  }

  function sightingOf(order: Order, by: ToldBy): Sighting {
    const before = sightings.get(keyOf(order));
    // An event has the time of what happened: only the first one, of a new order, has that of its acceptance.
    const isTimed = by !== 'stream' || (order.status === 'NEW' && isZero(order.executedQuantity));
    if (before?.isTimed === true && !isTimed) {
      return { order: { ...order, time: before.order.time }, by, isTimed: true };
    }
    return { order, by, isTimed };
  }

  function sighted(sighting: Sighting): void {
    const { order } = sighting;
    sightings.set(keyOf(order), sighting);
    const inDoubt = [...unknown(order.symbol), ...givenUpLike(order)].find((entry) =>
      sameIntent(entry, order),
    );
    if (inDoubt !== undefined) options.onEffect?.('look-for', inDoubt);
  }

  function insertSeen(orders: readonly Order[]): void {
    if (orders.length === 0) return;
    const at = time.wall();
    const entries = orders.map((order) => seenEntry(order, { accountId, server, at }));
    try {
      const numbers = repository.insertAll(entries);
      entries.forEach(({ order }, index) => {
        const entryId = numbers[index];
        if (entryId === undefined) return;
        const stored = { ...order, entryId };
        keep(stored);
        options.onEntry?.(stored, undefined);
      });
      publish();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      // The exchange lists them again; until the journal can be written they are not in it.
      unsaved.failed(error);
    }
  }

  /** Orders that were held for entries of which nothing is open any more are told again. */
  function releaseSightings(): void {
    // One that may be that of a given-up entry is held again until a search has decided.
    for (const [key, { order, by }] of [...sightings]) {
      if (waitsFor(order).length > 0) continue;
      sightings.delete(key);
      told([order], by);
    }
  }

  /** A search has answered all: what nobody was given was placed elsewhere, unless it may be that of an order still in doubt. */
  function decideSightings(symbol: string, heard: ReadonlyMap<string, ToldOrder>): void {
    const decided = [...sightings.values()].filter(
      ({ order }) => order.symbol === symbol && waitsFor(order).length === 0,
    );
    for (const { order, by } of decided) {
      sightings.delete(keyOf(order));
      const latest = heard.get(order.orderId);
      told([latest?.order ?? order], latest?.by ?? by, true);
    }
  }

  function searchFrom(symbol: string): number | undefined {
    const sighted = [...sightings.values()].filter(({ order }) => order.symbol === symbol);
    const wanted = [...unknown(symbol), ...sighted.flatMap(({ order }) => givenUpLike(order))];
    return wanted.length === 0 ? undefined : Math.min(...wanted.map(({ effectFrom }) => effectFrom ?? 0));
  }

  function unknown(symbol?: string): StoredOrder[] {
    return [...living.values()].filter(
      (entry) => entry.phase === 'unknown' && (symbol === undefined || entry.symbol === symbol),
    );
  }

  function settle(symbol: string, found: Found): number {
    const submitting = [...living.values()].filter(({ phase }) => phase === 'submitting');
    const claims = [...unknown(symbol), ...[...givenUp.values()].filter((entry) => entry.symbol === symbol)]
      // Which of two identical orders is whose can only be told once both are answered or lost.
      .filter((entry) => !submitting.some((other) => sameIntent(entry, other)))
      .map(claimOf);
    const timed = [...sightings.values()].filter(({ isTimed }) => isTimed);
    const heard = new Map([...timed, ...found.orders].map((told) => [told.order.orderId, told]));
    const free = [...heard.values()].filter(
      ({ order }) => order.symbol === symbol && entryOf(order)?.origin !== 'here',
    );
    const given = assign(
      claims,
      free.map(({ order }) => order),
    );
    const short = claims.filter(({ entryId }) => !given.has(entryId) && !givenUp.has(entryId));
    for (const [entryId, order] of given) {
      // While not all is known, an order may be that of another identical entry, unless there is one for each.
      if (!found.complete && short.some((claim) => sameIntent(claim, order))) continue;
      sightings.delete(keyOf(order));
      apply(entryId, { kind: 'told', order, by: heard.get(order.orderId)?.by ?? 'query' });
    }
    if (found.complete) decideSightings(symbol, heard);
    releaseSightings();
    return unknown(symbol).length;
  }

  function load(): void {
    for (const order of [...repository.unsettled(accountId), ...repository.resting(accountId)]) {
      living.set(order.entryId, order);
      if (isUnsettled(order)) leftOver.add(order.entryId);
    }
  }

  load();

  return {
    state,
    find,
    byIntent: (intentId) =>
      [...living.values()].find((order) => order.intentId === intentId) ?? repository.byIntent(intentId),
    byOrderId: (symbol, orderId) => entryOf({ symbol, orderId }),
    commit(intent) {
      if (closed) throw new StorageError('failed', '', 'The journal was closed.');
      const { order, events } = newEntry(intent, { accountId, server, at: time.wall() });
      const entryId = repository.insert(order, events);
      const stored = { ...order, entryId };
      keep(stored);
      options.onEntry?.(stored, undefined);
      publish();
      return stored;
    },
    apply(entryId, event) {
      const answer = apply(entryId, event);
      for (const effect of answer.effects) if (effect !== 'send') options.onEffect?.(effect, answer.order);
      return answer;
    },
    told: (orders, by) => told(orders, by),
    settle,
    searchFrom,
    unknown,
    unsettled,
    resting: (symbol) =>
      [...living.values()].filter(
        ({ phase, symbol: of }) =>
          (phase === 'open' || phase === 'partly-filled') && (symbol === undefined || of === symbol),
      ),
    heldBy: (intent) =>
      [...living.values()].find(
        (order) => (order.phase === 'submitting' || order.phase === 'unknown') && sameIntent(order, intent),
      ),
    flush: () => unsaved.flush(),
    reconciling: () => leftOver.size,
    close() {
      closed = true;
      unsaved.close();
    },
  };
}

function keyOf({ symbol, orderId }: Order): string {
  return `${symbol} ${orderId}`;
}

function claimOf(entry: StoredOrder): Claim {
  const { entryId, symbol, side, price, quantity, effectFrom, effectUntil } = entry;
  return {
    entryId,
    symbol,
    side,
    price,
    quantity,
    from: effectFrom ?? 0,
    until: (effectUntil ?? 0) + ACCEPTANCE_MARGIN_MS,
  };
}

/** Without what only main needs. */
export function asShown(order: StoredOrder): JournalOrder {
  const { entryId, accountId, origin, symbol, side, price, quantity, phase, cancel, orderId, status } = order;
  const { executedQuantity, executedQuote, createdAt, changedAt, effectUntil, reason } = order;
  return {
    entryId,
    accountId,
    origin,
    symbol,
    side,
    price,
    quantity,
    phase,
    cancel,
    orderId,
    status,
    executedQuantity,
    executedQuote,
    createdAt,
    changedAt,
    effectUntil,
    reason,
  };
}
