import type { OpenOrdersState } from '@shared/contract/topics';
import type { Balances } from '@shared/domain/account';
import type { ReplacedOrder } from '@shared/domain/confirmation';
import { add, type Decimal } from '@shared/domain/decimal';
import type { FeedState } from '@shared/domain/market';
import type { OrderIntent } from '@shared/domain/order';
import { isEnded, type JournalState } from '@shared/domain/order-life';
import { lockOf } from '@shared/domain/order-lock';
import type { Result } from '@shared/domain/result';
import type { SpotSymbol } from '@shared/domain/symbol';
import type { ExchangeConnection } from '../exchange/connection';
import type { Incidents } from '../exchange/streams/incidents';
import type { FeeRates } from '@shared/domain/fees';
import { systemTime } from '../exchange/time-source';
import { StorageError } from '../storage/storage-error';
import type { OrderJournalRepository, StoredOrder } from '../storage/stored-order';
import { startAccountFeed, type AccountFeedOptions } from './account-feed';
import { createCancelling, type CancelStep } from './cancelling';
import { createCatchUp } from './catch-up';
import { createDayTotal } from './day-total';
import { feeOf } from './fees';
import { createHeldSymbols, heldSymbols } from './held-symbols';
import { createHistoryReader } from './history-reader';
import { createHistoryTurns } from './history-turns';
import type { JournalFill } from './journal/journal-types';
import { createOrderJournal } from './journal/order-journal';
import { exchangeOrderOf } from './life/exchange-order';
import { createLockCheck, type AccountHoldings } from './lock-check';
import { createOpenOrders } from './open-orders';
import { createOrders, type Approval, type Orders } from './orders';
import { createRecentIntents } from './recent-intents';
import { createReplacements } from './replacements';
import type { ReplaceStep } from './replacing';
import { createSettlement, type SettlementStep } from './settlement';
import { createSubmission, type SubmissionStep } from './submission';

export type TradingStep = SubmissionStep | SettlementStep | CancelStep | ReplaceStep;

/** What an approval is judged by. */
export interface ApprovalContext {
  readonly intent: OrderIntent;
  readonly rules: SpotSymbol;
  /** Free amount of the asset that the order spends; undefined while balances are not known. */
  readonly free: Decimal | undefined;
  /** Value of the orders of this UTC day in an asset; null when it cannot be told. */
  readonly spentToday: (valueAsset: string) => Decimal | null;
  /** Seconds since the same order was committed last; null when it was not in this run. */
  readonly sameAgoSeconds: () => number | null;
  /** An identical order is not settled, and the user goes on all the same. */
  readonly despiteHold: boolean;
  /** The order whose place it takes. */
  readonly replaces?: ReplacedOrder | undefined;
  /** As the exchange told them last; undefined before that. */
  readonly fees: FeeRates | undefined;
}

interface TradingOptions {
  readonly accountId: string;
  readonly restUrl: string;
  readonly connection: ExchangeConnection;
  readonly incidents: Incidents;
  readonly repository: OrderJournalRepository;
  readonly recvWindow?: number | undefined;
  readonly onStep?: ((step: TradingStep) => void) | undefined;
  /** Symbols that may hold orders of this account; the first is the one on the screen. */
  readonly symbols: () => readonly string[];
  /** Symbols of the exchange with their rules. */
  readonly listedSymbols: () => readonly SpotSymbol[];
  readonly approve: (context: ApprovalContext) => Promise<Result<Approval>>;
  readonly confirmDismissal: (entry: StoredOrder) => Promise<boolean>;
  /** May throw StorageError. */
  readonly onTraded: (symbol: string) => void;
  readonly onFill: (fill: JournalFill) => void;
  readonly onBalances: (balances: Balances) => void;
  readonly onFees?: ((rates: FeeRates) => void) | undefined;
  readonly onOpenOrders: (state: OpenOrdersState) => void;
  readonly onJournal: (state: JournalState) => void;
  readonly onRefused: AccountFeedOptions['onRefused'];
  readonly onOutcome: AccountFeedOptions['onOutcome'];
  readonly openStream?: AccountFeedOptions['openStream'];
}

/** Everything of one account that trades: its orders, their journal, and what the exchange tells of them. */
export interface Trading {
  readonly orders: Orders;
  readonly spentToday: (valueAsset: string) => Decimal | null;
  /** Ends when no order is on its way any more. */
  readonly inFlight: () => Promise<void>;
  /** Orders that stay at the exchange when Perch ends, and those of which nobody can say what became of them. */
  readonly open: () => readonly StoredOrder[];
  readonly unsettled: () => readonly StoredOrder[];
  refresh(symbol: string): void;
  /** The symbols of the exchange are known, or were told anew. */
  listed(): void;
  wake(): void;
  /** Bounded; the connection must still be open. */
  stop(): Promise<void>;
}

export function openTrading(options: TradingOptions): Trading {
  const { accountId, connection, repository, recvWindow, onStep } = options;
  const time = systemTime;
  const openOrders = createOpenOrders(accountId);
  const dayTotal = createDayTotal(accountId, repository, time.wall);
  const recent = createRecentIntents(() => time.monotonic());
  let balances: Balances | null = null;
  let fees: FeeRates | undefined;
  let arriving: FeedState = 'loading';
  let caughtUpAt = Number.NEGATIVE_INFINITY;
  let stopped = false;

  const rulesOf = (symbol: string): SpotSymbol | undefined =>
    options.listedSymbols().find((rules) => rules.symbol === symbol);

  const lockCheck = createLockCheck({
    rulesOf,
    known: () => balances && { balances, open: openOrders.state().orders },
    ask: askHoldings,
  });

  const journal = createOrderJournal({
    accountId,
    server: options.restUrl,
    repository,
    onChange: publishJournal,
    onFill: options.onFill,
    fillDetails: (order, fill, isFirst) => feeOf(order, fill, isFirst, fees, rulesOf(order.symbol)),
    onEntry,
    onEffect: (effect, { entryId, symbol }) => {
      if (stopped) return;
      if (effect === 'ask') settlement.ask(entryId);
      else settlement.lookFor(symbol);
    },
  });
  const replacements = createReplacements({ accountId, repository, journal, onChange: publishJournal });
  publishJournal();

  const settlement = createSettlement({
    connection,
    journal,
    time,
    recvWindow,
    onStep,
    isLockUnexplained: (entry) => lockCheck.isLockUnexplained(entry),
  });

  const history = createHistoryReader({ accountId, connection, journal, repository });
  const catchUp = createCatchUp({ history, time });
  const heldNow = () => (balances ? heldSymbols(balances, options.listedSymbols()) : []);
  const held = createHeldSymbols({ time, symbols: heldNow, ask: (symbols) => catchUp.want(symbols) });
  const turns = createHistoryTurns({
    time,
    symbols: () => [...concerned(), ...heldNow()],
    ask: (symbol) => catchUp.want([symbol]),
  });

  const feed = startAccountFeed({
    accountId,
    connection,
    openOrders,
    incidents: options.incidents,
    symbols: concerned,
    onBalances(value) {
      balances = value;
      options.onBalances(value);
      held.known();
    },
    onOpenOrders: options.onOpenOrders,
    onOrderEvent: ({ symbol }) => noteTraded(symbol),
    listener: {
      heard: (order) => journal.told([order], 'stream'),
      fees(rates) {
        fees = rates;
        options.onFees?.(rates);
      },
      asking: (symbol) => settlement.asking(symbol),
      listed(symbol, orders, asking) {
        journal.told(orders, 'open');
        settlement.listed(symbol, orders, asking as ReturnType<typeof settlement.asking>);
      },
    },
    onFeed({ state }) {
      const turned = state !== arriving;
      arriving = state;
      turns.listen(state === 'live');
      if (state !== 'live' && state !== 'polling') return;
      // What happened while nobody listened, also on symbols that were never traded here.
      if (turned) {
        held.want();
        catchUp.want(concerned());
        // An order that came and went between two polls.
      } else if (state === 'polling' && time.monotonic() - caughtUpAt >= CATCH_UP_EVERY_MS) {
        catchUp.want(concerned());
      } else return;
      caughtUpAt = time.monotonic();
    },
    onRefused: options.onRefused,
    onOutcome: options.onOutcome,
    openStream: options.openStream,
  });

  const orders = createOrders({
    accountId,
    replacements,
    onStep,
    connection,
    journal,
    submit: createSubmission({ connection, journal, time, recvWindow, onStep }),
    cancelling: createCancelling({ connection, journal, settlement, recvWindow, onStep }),
    settlement,
    history,
    rulesOf,
    balances: () => balances,
    confirmDismissal: options.confirmDismissal,
    async approve(intent, { despiteHold, replaces: old }) {
      const rules = rulesOf(intent.symbol);
      if (rules === undefined) throw new Error('The guards let an order of an unknown symbol through.');
      return options.approve({
        intent,
        rules,
        free: freeFor(intent, rules, old),
        spentToday: (valueAsset) =>
          old === undefined
            ? dayTotal.spent(valueAsset)
            : dayTotal.spentWithout(journal.find(old.entryId) ?? old, valueAsset),
        sameAgoSeconds: () => recent.secondsSince(intent),
        despiteHold,
        ...(old ? { replaces: replacedOrder(old) } : {}),
        fees,
      });
    },
    onDoubt(symbol) {
      openOrders.touch(symbol);
      feed.refresh(symbol);
    },
  });

  /** Free of the asset that an order spends, with what the order whose place it takes will give back. */
  function freeFor(
    intent: OrderIntent,
    rules: SpotSymbol,
    old: StoredOrder | undefined,
  ): Decimal | undefined {
    if (balances === null) return undefined;
    const asset = intent.side === 'BUY' ? rules.quoteAsset : rules.baseAsset;
    const free = balances.spot.find((balance) => balance.asset === asset)?.free ?? '0';
    const lock = old && !isEnded(old.phase) ? lockOf(old, rules) : undefined;
    return lock?.asset === asset ? add(free, lock.amount) : free;
  }

  function publishJournal(): void {
    options.onJournal({ ...journal.state(), unsent: replacements.unsent() });
  }

  function concerned(): string[] {
    const inJournal = [...journal.unsettled(), ...journal.resting()].map(({ symbol }) => symbol);
    return [...new Set([...options.symbols(), ...inJournal])];
  }

  /** Only helps to find orders again. Where it cannot be written the journal cannot either, and says so. */
  function noteTraded(symbol: string): void {
    try {
      options.onTraded(symbol);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
    }
  }

  function onEntry(order: StoredOrder, before: StoredOrder | undefined): void {
    dayTotal.heard(order);
    replacements.heard(order);
    if (before === undefined) {
      noteTraded(order.symbol);
      if (order.origin === 'here') {
        recent.committed(order);
        lockCheck.note(order);
      }
    }
    if (isEnded(order.phase)) lockCheck.forget(order.entryId);
    const told = order.phase === 'gone' ? undefined : exchangeOrderOf(order);
    if (told === undefined || (before === undefined && isEnded(order.phase))) return;
    openOrders.apply(told);
    if (!stopped) options.onOpenOrders(openOrders.state());
  }

  async function askHoldings(): Promise<AccountHoldings | null> {
    const before = openOrders.state().orders;
    const outcome = await connection.call('account', {});
    if (outcome.kind !== 'answer' || balances === null) return null;
    const open = new Map([...before, ...openOrders.state().orders].map((order) => [order.orderId, order]));
    return { balances: { ...balances, spot: outcome.value.spotBalances }, open: [...open.values()] };
  }

  return {
    orders,
    spentToday: (valueAsset) => dayTotal.spent(valueAsset),
    inFlight: () => orders.inFlight(),
    open: () => journal.resting(),
    unsettled: () => journal.unsettled(),
    refresh: (symbol) => feed.refresh(symbol),
    listed: () => held.known(),
    wake() {
      feed.wake();
      settlement.wake();
    },
    async stop() {
      stopped = true;
      settlement.close();
      history.close();
      catchUp.close();
      held.close();
      turns.close();
      await feed.stop();
      replacements.close();
      journal.close();
    },
  };
}

/** While the account is polled, ms: each time costs 10 weight for each symbol, of 1,200 a minute. */
const CATCH_UP_EVERY_MS = 30_000;

function replacedOrder({ price, quantity, executedQuantity, phase }: StoredOrder): ReplacedOrder {
  return { price, quantity, executedQuantity, isCancelled: isEnded(phase) };
}
