import type { Balances } from '@shared/domain/account';
import { compare, subtract } from '@shared/domain/decimal';
import type { Order } from '@shared/domain/order';
import { explainLock, lockOf } from '@shared/domain/order-lock';
import type { SpotSymbol } from '@shared/domain/symbol';
import type { StoredOrder } from '../storage/stored-order';

/** What an account holds locked, and the open orders that are known. */
export interface AccountHoldings {
  readonly balances: Balances;
  readonly open: readonly Order[];
}

/** How much of an asset is locked beyond what the known open orders lock; negative text when they lock more than there is. */
function unexplainedLock(
  asset: string,
  { balances, open }: AccountHoldings,
  rulesOf: (symbol: string) => SpotSymbol | undefined,
): string {
  const locked = balances.spot.find((balance) => balance.asset === asset)?.locked ?? '0';
  return explainLock(asset, locked, open, rulesOf).rest;
}

interface LockCheckOptions {
  readonly rulesOf: (symbol: string) => SpotSymbol | undefined;
  /** As known now; null before the first answer. */
  readonly known: () => AccountHoldings | null;
  /** As the exchange says now; null when it does not answer. */
  readonly ask: () => Promise<AccountHoldings | null>;
}

/**
 * Balances as a cross-check: an order that the lists do not name but that rests would still be locked. What was unexplained before the
 * order left is known for orders of this run, so that orders of symbols nobody asks for do not count against it.
 */
export interface LockCheck {
  /** To be called when an intent was committed. */
  note(entry: StoredOrder): void;
  /** Whether what is unexplained has grown by at least what the order would lock; null when it cannot be told. */
  isLockUnexplained(
    entry: StoredOrder,
  ): Promise<{ readonly unexplained: boolean; readonly sure: boolean } | null>;
  forget(entryId: number): void;
}

export function createLockCheck({ rulesOf, known, ask }: LockCheckOptions): LockCheck {
  const before = new Map<number, string>();

  return {
    note(entry) {
      const lock = lockOf(entry, rulesOf(entry.symbol));
      const holdings = known();
      if (lock && holdings) before.set(entry.entryId, unexplainedLock(lock.asset, holdings, rulesOf));
    },
    async isLockUnexplained(entry) {
      const lock = lockOf(entry, rulesOf(entry.symbol));
      if (lock === undefined) return { unexplained: false, sure: false };
      const holdings = await ask();
      if (holdings === null) return null;
      const now = unexplainedLock(lock.asset, holdings, rulesOf);
      const earlier = before.get(entry.entryId);
      // More locked by orders than there was: the balances were older than the orders, so what was unexplained is not known.
      const isKnown = earlier !== undefined && !earlier.startsWith('-');
      const growth = subtract(now, isKnown ? earlier : '0');
      return {
        unexplained: !growth.startsWith('-') && compare(growth, lock.amount) >= 0,
        sure: isKnown,
      };
    },
    forget: (entryId) => void before.delete(entryId),
  };
}
