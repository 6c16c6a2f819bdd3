import type { Decimal } from '@shared/domain/decimal';
import type { Order, OrderIntent } from '@shared/domain/order';
import type { JournalOrder, JournalState, TimelineEvent } from '@shared/domain/order-life';
import type { TimeSource } from '../../exchange/time-source';
import type { OrderJournalRepository, StoredOrder } from '../../storage/stored-order';
import type { Effect, EffectWindow, LifeEvent, ToldBy } from '../life/order-life';

export interface JournalFill {
  readonly order: JournalOrder;
  readonly event: TimelineEvent;
}

/** An order as the exchange tells it, and where it was told. */
export interface ToldOrder {
  readonly order: Order;
  readonly by: ToldBy;
}

/** What a search among the orders of a symbol found. */
export interface Found {
  readonly orders: readonly ToldOrder[];
  /** True when open and past orders were both answered, down to the time asked for. */
  readonly complete: boolean;
}

export interface OrderJournalOptions {
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
  readonly onChange?: (state: JournalNews) => void;
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
  /** The order whose place it takes. */
  readonly replaces?: { readonly entryId: number; readonly filled: Decimal } | undefined;
}

/** What the journal itself tells; which changed orders wait to be sent is known beside it. */
export type JournalNews = Omit<JournalState, 'unsent'>;

/**
 * The order journal of one account on one exchange: the only place that knows which orders exist. Every change is on disk before
 * anybody hears of it; one that cannot be written is kept in memory and written later, and meanwhile no order may leave.
 */
export interface OrderJournal {
  state(): JournalNews;
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
