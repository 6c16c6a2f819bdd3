import { isZero } from '@shared/domain/decimal';
import type { Order } from '@shared/domain/order';
import type { StoredOrder } from '../../storage/stored-order';
import { assign, type Claim } from '../life/claims';
import { sameIntent } from '../life/exchange-order';
import type { ToldBy } from '../life/order-life';
import type { Found, ToldOrder } from './journal-types';
import type { LiveEntries } from './live-entries';

/** An order may carry a time of acceptance so much later than the moment until which its request could be accepted, ms: matching takes time. */
export const ACCEPTANCE_MARGIN_MS = 1_500;

/** An order that was heard of. `isTimed`: its `time` is known to be that of its acceptance. */
interface Sighting extends ToldOrder {
  readonly isTimed: boolean;
}

/** Orders of the exchange that may belong to an entry of which it is not known yet. */
export interface Sightings {
  /** Holds an order back that may be somebody's here. False when it can be nobody's: it was placed elsewhere. */
  take(order: Order, by: ToldBy): boolean;
  /** Gives orders to entries in doubt of a symbol, by `give`, and answers those that are nobody's after all. */
  settle(
    symbol: string,
    found: Found,
    give: (entryId: number, told: ToldOrder) => void,
  ): readonly ToldOrder[];
  /** Those that no entry waits for any more: to be told again. */
  release(): readonly ToldOrder[];
  /** Since when (Unix ms of the server) orders of a symbol must be searched; undefined when nothing is to be found out. */
  searchFrom(symbol: string): number | undefined;
}

/** @param onDoubt an order was heard of that may be that of this entry in doubt: it is to be looked for */
export function createSightings(entries: LiveEntries, onDoubt: (entry: StoredOrder) => void): Sightings {
  const sightings = new Map<string, Sighting>();

  function givenUpLike(order: Order): StoredOrder[] {
    return entries.givenUp(order.symbol).filter((entry) => sameIntent(entry, order));
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

  /** Whether an entry that has no order yet, or was given up, may turn out to have this one. */
  function mayBeOurs({ order, isTimed }: Sighting): boolean {
    const isInTime = ({ effectFrom }: StoredOrder): boolean =>
      effectFrom === null || order.time >= effectFrom;
    return (
      entries.waitingFor(order).some(isInTime) ||
      givenUpLike(order).some((entry) => isInTime(entry) && (!isTimed || order.time <= claimOf(entry).until))
    );
  }

  /** Takes out and answers those that fit. */
  function remove(fits: (sighting: Sighting) => boolean): Sighting[] {
    const removed = [...sightings.values()].filter(fits);
    for (const { order } of removed) sightings.delete(keyOf(order));
    return removed;
  }

  return {
    take(order, by) {
      const sighting = sightingOf(order, by);
      if (!mayBeOurs(sighting)) return false;
      sightings.set(keyOf(order), sighting);
      const inDoubt = [...entries.unknown(order.symbol), ...givenUpLike(order)].find((entry) =>
        sameIntent(entry, order),
      );
      if (inDoubt !== undefined) onDoubt(inDoubt);
      return true;
    },

    settle(symbol, found, give) {
      const submitting = entries.submitting();
      const claims = [...entries.unknown(symbol), ...entries.givenUp(symbol)]
        // Which of two identical orders is whose can only be told once both are answered or lost.
        .filter((entry) => !submitting.some((other) => sameIntent(entry, other)))
        .map(claimOf);
      const timed = [...sightings.values()].filter(({ isTimed }) => isTimed);
      const heard = new Map([...timed, ...found.orders].map((told) => [told.order.orderId, told]));
      // The ownership rule: what another entry of ours has can not be given away.
      const free = [...heard.values()].filter(
        ({ order }) => order.symbol === symbol && entries.of(order)?.origin !== 'here',
      );
      const given = assign(
        claims,
        free.map(({ order }) => order),
      );
      const short = claims.filter(({ entryId }) => !given.has(entryId) && !entries.isGivenUp(entryId));
      for (const [entryId, order] of given) {
        // While not all is known, an order may be that of another identical entry, unless there is one for each.
        if (!found.complete && short.some((claim) => sameIntent(claim, order))) continue;
        sightings.delete(keyOf(order));
        give(entryId, { order, by: heard.get(order.orderId)?.by ?? 'query' });
      }
      if (!found.complete) return [];
      // What nobody was given was placed elsewhere, unless it may be that of an order still in doubt.
      return remove(({ order }) => order.symbol === symbol && entries.waitingFor(order).length === 0).map(
        ({ order, by }) => heard.get(order.orderId) ?? { order, by },
      );
    },

    // One that may be that of a given-up entry is held again until a search has decided.
    release: () => remove(({ order }) => entries.waitingFor(order).length === 0),

    searchFrom(symbol) {
      const sighted = [...sightings.values()].filter(({ order }) => order.symbol === symbol);
      const wanted = [...entries.unknown(symbol), ...sighted.flatMap(({ order }) => givenUpLike(order))];
      return wanted.length === 0 ? undefined : Math.min(...wanted.map(({ effectFrom }) => effectFrom ?? 0));
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
