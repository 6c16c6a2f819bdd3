import { add, compare, isZero } from '@shared/domain/decimal';
import type { OrderPhase } from '@shared/domain/order-life';
import { ACCEPTANCE_MARGIN_MS } from '../../electron/main/trading/journal/sightings';
import type { Instrument } from '../../electron/paper/listing/instrument';
import { formatFixed } from '../../electron/paper/money/fixed';
import { OUTSIDE, type TortureExchange } from './exchange';
import type { FileEntry } from './journal-file';
import type { ClickAnswer, Shown } from './protocol';

/** What must be 0. */
export const LOSSES = {
  doubled: 'clicks with more than one order at the exchange',
  doubledWish: 'wishes (clicked for again until settled) with more than one order',
  lost: 'orders placed here that are not in the journal as placed here',
  falseNever: 'orders called never placed, refused or not sent that were placed',
  falseAnswer: 'clicks answered otherwise than it was',
  unknown: 'orders of the account that the journal lacks',
  phantom: 'orders in the journal that the exchange never had, or twice',
  state: 'wrong phase, executed quantity or quote',
  owner: "another client's order taken for one of ours",
  balances: 'assets whose published balance differs',
  openOrders: 'open orders shown otherwise than they are',
  unsettled: 'orders and cancels still in doubt after the bound',
  changes:
    'changed orders of which both are there, more than was wished, or that are not told how they ended',
  rules: 'sent before it was on disk, committed beside an identical one in doubt, or a crash',
} as const;
export type Loss = keyof typeof LOSSES;

export interface Verdict {
  readonly losses: Readonly<Record<Loss, number>>;
  readonly reasons: readonly string[];
  readonly mostPerClick: number;
  readonly ordersHere: number;
  readonly ordersOutside: number;
  /** Ours was never accepted, and an identical one of another client was, in its window: nobody can tell. */
  readonly indistinguishable: number;
  /** Identical orders in doubt that changed places: each is there, under the other's number. */
  readonly exchanged: number;
}

export interface LedgerOrder {
  readonly orderId: string;
  readonly symbol: string;
  readonly side: string;
  readonly price: string;
  readonly quantity: string;
  readonly executedQuantity: string;
  readonly executedQuote: string;
  readonly phase: OrderPhase;
  readonly time: number;
  /** The click's intent id, or {@link OUTSIDE}. */
  readonly by: string;
}

const PHASES: Readonly<Record<string, OrderPhase>> = {
  NEW: 'open',
  PARTIALLY_FILLED: 'partly-filled',
  FILLED: 'filled',
  CANCELED: 'cancelled',
  CANCLEFILLED: 'cancelled',
};

/** The exchange's own books, from inside. */
export function ledgerOf({ exchange, placedBy }: TortureExchange): LedgerOrder[] {
  return [...exchange.account.orders()].map((order) => {
    const { instrument }: { instrument: Instrument } = order;
    return {
      orderId: order.id.toString(),
      symbol: instrument.symbol,
      side: order.side,
      price: instrument.priceText(order.ticks),
      quantity: instrument.quantityText(order.originalLots),
      executedQuantity: instrument.quantityText(order.executedLots),
      executedQuote: formatFixed(order.executedQuote),
      phase: PHASES[order.status] ?? 'gone',
      time: order.time,
      by: placedBy.get(order.id) ?? '',
    };
  });
}

/** A change that was asked of an order: what the new one is called, and the whole quantity that was wished. */
export interface Change {
  readonly name: string;
  readonly orderId: string;
  readonly quantity: string;
}

export interface Evidence {
  readonly exchange: TortureExchange;
  readonly journal: readonly FileEntry[];
  readonly shown: Shown | undefined;
  /** All answers to each click. */
  readonly answers: ReadonlyMap<string, readonly ClickAnswer[]>;
  readonly changes: readonly Change[];
  /** Clicks of one wish. */
  readonly wishes: readonly (readonly string[])[];
  readonly violations: readonly string[];
}

const DOUBT = ['no-answer', 'restarted'];
const wasInDoubt = (entry: FileEntry): boolean => entry.life.some((kind) => DOUBT.includes(kind));
const keyOf = ({ symbol, side, price, quantity }: FileEntry | LedgerOrder): string =>
  `${symbol} ${side} ${Number(price)} ${Number(quantity)}`;

/** Holds the journal, what windows are shown and what clicks were answered against the exchange's ledger. */
export function judge(evidence: Evidence): Verdict {
  const ledger = ledgerOf(evidence.exchange);
  const { shown, answers } = evidence;
  const journal = evidence.journal.filter(({ superseded }) => !superseded);
  const losses = Object.fromEntries(Object.keys(LOSSES).map((loss) => [loss, 0])) as Record<Loss, number>;
  const reasons: string[] = [];
  let [indistinguishable, exchanged] = [0, 0];

  function blame(loss: Loss, reason: string): void {
    losses[loss] += 1;
    reasons.push(`${loss}: ${reason}`);
  }

  const byId = new Map(ledger.map((order) => [order.orderId, order]));
  const ours = new Map<string, LedgerOrder[]>();
  for (const order of ledger)
    if (order.by !== OUTSIDE) ours.set(order.by, [...(ours.get(order.by) ?? []), order]);
  const holders = new Map<string, FileEntry[]>();
  for (const entry of journal)
    if (entry.orderId !== '') holders.set(entry.orderId, [...(holders.get(entry.orderId) ?? []), entry]);
  const entryOfIntent = new Map(journal.map((entry) => [entry.intentId, entry]));

  for (const [by, orders] of ours)
    if (orders.length > 1) blame('doubled', `${by || 'nobody'} has ${orders.length} orders`);
  for (const wish of evidence.wishes) {
    const count = wish.reduce((sum, intentId) => sum + (ours.get(intentId)?.length ?? 0), 0);
    if (wish.length > 1 && count > 1) blame('doubledWish', `${wish.join(', ')} have ${count} orders`);
  }

  for (const order of ledger) {
    const [holder, second] = holders.get(order.orderId) ?? [];
    if (holder === undefined)
      blame('unknown', `${order.orderId} by ${order.by} (${keyOf(order)}, ${order.phase})`);
    if (second !== undefined) blame('phantom', `${order.orderId} is in the journal twice`);
  }

  for (const entry of journal) {
    if (entry.orderId === '') continue;
    const order = byId.get(entry.orderId);
    if (order === undefined || keyOf(order) !== keyOf(entry)) {
      blame('phantom', `entry ${entry.entryId} has ${entry.orderId}, which is not that order`);
      continue;
    }
    const same =
      entry.phase === order.phase &&
      compare(entry.executedQuantity, order.executedQuantity) === 0 &&
      compare(entry.executedQuote, order.executedQuote) === 0;
    if (!same) {
      const said = `${entry.phase} ${entry.executedQuantity} ${entry.executedQuote}`;
      blame(
        'state',
        `${entry.orderId} is ${order.phase} ${order.executedQuantity} ${order.executedQuote}, not ${said}`,
      );
    }
    if (entry.origin !== 'here' || order.by === entry.intentId) continue;
    // It holds another order than its own. That is nobody's fault when both are identical and it was in doubt.
    const inWindow = order.time >= entry.effectFrom && order.time <= windowEnd(entry);
    if (!wasInDoubt(entry))
      blame('owner', `${entry.intentId} was answered and holds ${order.orderId} of ${order.by}`);
    else if (ours.has(entry.intentId) || order.by !== OUTSIDE) exchanged += 1;
    else if (inWindow) indistinguishable += 1;
    else
      blame(
        'owner',
        `${entry.intentId} holds ${order.orderId} of another client, accepted outside of its window`,
      );
  }

  // Each order of ours needs an entry of ours: its own, or that of an identical one in doubt.
  const groups = new Map<string, { here: number; ours: number }>();
  const groupOf = (key: string): { here: number; ours: number } => {
    const group = groups.get(key) ?? { here: 0, ours: 0 };
    groups.set(key, group);
    return group;
  };
  for (const order of ledger) if (order.by !== OUTSIDE) groupOf(keyOf(order)).ours += 1;
  for (const entry of journal)
    if (entry.origin === 'here' && entry.orderId !== '') groupOf(keyOf(entry)).here += 1;
  for (const [key, group] of groups) {
    for (let n = group.here; n < group.ours; n += 1)
      blame('lost', `${group.ours} of ${key} placed here, ${group.here} known as such`);
  }

  for (const [by, orders] of ours) {
    const [order] = orders;
    const entry = entryOfIntent.get(by);
    if (entry === undefined || order === undefined) continue;
    const holder = holders.get(order.orderId)?.[0];
    const isExchanged = holder?.origin === 'here' && holder.intentId !== by && wasInDoubt(holder);
    const says = ['never-placed', 'refused', 'not-sent'].includes(entry.phase);
    if (says && !isExchanged) blame('falseNever', `${by} is called ${entry.phase} and is ${order.orderId}`);
    else if (entry.life.includes('never-placed') && !isExchanged)
      blame('falseNever', `${by} was called never placed for a time`);
  }

  for (const [intentId, told] of answers) {
    const [order] = ours.get(intentId) ?? [];
    const entry = entryOfIntent.get(intentId);
    // What was not sent at first may be sent when the same click comes again: the last word is the one that holds.
    const last = told.at(-1);
    if (last === undefined || last.code === 'order.unknown' || last.code.startsWith('torture.')) continue;
    const { ok, code, message } = last;
    if (ok && message !== 'placed before' && order?.orderId !== message && entry?.orderId !== message)
      blame('falseAnswer', `${intentId} was answered ${message}`);
    const isExchanged = entry !== undefined && wasInDoubt(entry);
    if (!ok && order !== undefined && !isExchanged)
      blame('falseAnswer', `${intentId} was answered ${code} and is ${order.orderId}`);
  }

  for (const { name, orderId, quantity } of evidence.changes) {
    const [made] = ours.get(name) ?? [];
    const old = byId.get(orderId);
    if (made === undefined || old === undefined) continue;
    if (old.phase !== 'cancelled') blame('changes', `${name} was placed and ${orderId} is ${old.phase}`);
    const all = add(old.executedQuantity, made.quantity);
    if (compare(all, quantity) > 0) blame('changes', `${name} and what was filled before are ${all}`);
  }
  for (const entry of journal) {
    const last = entry.life.filter((kind) => kind.startsWith('replace')).at(-1);
    // Asked and nothing more: nobody was told whether there is a new order.
    if (last === 'replace-asked')
      blame('changes', `entry ${entry.entryId} does not say how its change ended: ${entry.life.join(' ')}`);
  }

  for (const entry of journal) {
    const inDoubt = entry.phase === 'submitting' || entry.phase === 'unknown' || entry.cancel !== 'none';
    if (inDoubt)
      blame(
        'unsettled',
        `entry ${entry.entryId} is ${entry.phase}, cancel ${entry.cancel}: ${entry.life.join(' ')}`,
      );
  }
  if (shown !== undefined) {
    compareShown(evidence.exchange, ledger, shown, blame);
    if (shown.gate !== 'ready') blame('unsettled', `the gate is ${shown.gate}`);
  }
  for (const what of evidence.violations) blame('rules', what);

  const ourOrders = [...ours.values()];
  return {
    losses,
    reasons,
    mostPerClick: Math.max(0, ...ourOrders.map((orders) => orders.length)),
    ordersHere: ourOrders.flat().length,
    ordersOutside: ledger.filter(({ by }) => by === OUTSIDE).length,
    indistinguishable,
    exchanged,
  };
}

/** A settled entry says no longer until when it could take effect; it is at most so long after it was committed. */
function windowEnd(entry: FileEntry): number {
  const longest = entry.effectFrom + 20_000;
  return (entry.effectUntil || longest) + ACCEPTANCE_MARGIN_MS;
}

function compareShown(
  { exchange }: TortureExchange,
  ledger: readonly LedgerOrder[],
  shown: Shown,
  blame: (loss: Loss, reason: string) => void,
): void {
  const balances = shown.balances ?? {};
  for (const [asset, { free, locked }] of exchange.account.ledger.entries()) {
    const told = balances[asset] ?? { free: '0', locked: '0' };
    const [isFree, isLocked] = [formatFixed(free), formatFixed(locked)];
    if (compare(told.free, isFree) !== 0 || compare(told.locked, isLocked) !== 0)
      blame('balances', `${asset} is ${isFree} + ${isLocked} locked, shown ${told.free} + ${told.locked}`);
  }
  const open = ledger
    .filter(({ phase }) => phase === 'open' || phase === 'partly-filled')
    .map(({ symbol, orderId, executedQuantity }) => `${symbol} ${orderId} ${plain(executedQuantity)}`);
  const seen = new Set(
    shown.openOrders.map((line) => {
      const [symbol, orderId, executed = '0'] = line.split(' ');
      return `${symbol} ${orderId} ${plain(executed)}`;
    }),
  );
  for (const line of open) if (!seen.delete(line)) blame('openOrders', `${line} is not shown`);
  for (const line of seen) blame('openOrders', `${line} is shown and is not open`);
}

const plain = (amount: string): string => (isZero(amount) ? '0' : String(Number(amount)));
