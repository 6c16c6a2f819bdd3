import type { AccountsState } from '@shared/contract/topics';
import type { Decimal } from '@shared/domain/decimal';
import { DEFAULT_LIMITS, type LimitsState } from '@shared/domain/limits';
import type { Limits } from '../trading/limits';
import { createTopicStore, type Readable } from './stores';

interface LimitsStateOptions {
  readonly accounts: Readable<AccountsState>;
  readonly limits: Pick<Limits, 'of'>;
  /** Value of the orders of this UTC day in `valueAsset`, or null when it cannot be told. */
  readonly spentToday: (accountId: string, valueAsset: string) => Decimal | null;
}

/** The limits of the active account as windows see them. */
export interface PublishedLimits {
  readonly state: Readable<LimitsState>;
  /** To be called after a change of limits, after an order, and when a UTC day begins. */
  refresh(): void;
}

export function publishLimits({ accounts, limits, spentToday }: LimitsStateOptions): PublishedLimits {
  function current(): LimitsState {
    const accountId = accounts.getState().activeId;
    if (accountId === '') return { accountId, limits: DEFAULT_LIMITS, spentToday: null };
    const own = limits.of(accountId);
    return { accountId, limits: own, spentToday: spentToday(accountId, own.valueAsset) };
  }

  const store = createTopicStore(current());
  const refresh = (): void => store.set(current());
  accounts.subscribe(({ activeId }) => {
    if (activeId !== store.getState().accountId) refresh();
  });
  return { state: store, refresh };
}

/** What was spent today is told at most once a second. */
const REFRESH_MS = 1_000;
/** How soon after midnight a new day is noticed: a machine that slept through it has no timer for it. */
const DAY_LOOK_MS = 60_000;
const DAY_MS = 86_400_000;

/** Keeps what was spent today up to date: it changes with orders, and when a UTC day begins. Answers how to stop. */
export function refreshWithOrders(
  journal: Pick<Readable<unknown>, 'subscribe'>,
  limits: Pick<PublishedLimits, 'refresh'>,
): () => void {
  const dayNow = (): number => Math.floor(Date.now() / DAY_MS);
  let day = dayNow();
  let due: NodeJS.Timeout | undefined;

  function refresh(): void {
    due = undefined;
    day = dayNow();
    limits.refresh();
  }
  const stop = journal.subscribe(() => {
    due ??= setTimeout(refresh, REFRESH_MS).unref();
  });
  const looking = setInterval(() => dayNow() !== day && refresh(), DAY_LOOK_MS).unref();

  return () => {
    stop();
    clearTimeout(due);
    clearInterval(looking);
  };
}
