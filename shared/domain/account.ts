import type { Decimal } from './decimal';
import type { Feed, FeedState } from './market';

/** PAPER or LIVE: a custom server is LIVE even on loopback, because only the embedded exchange is known to be play money. */
export type AccountKind = 'paper' | 'custom';

/** Where the secret is: in the OS keychain, in memory for this run only, or nowhere. */
export type SecretHome = 'keychain' | 'session' | 'none';

/** Outcome of the last signed call, in the words of the vault issue. */
export type AccountState =
  | 'unchecked'
  | 'checking'
  | 'works'
  | 'key-refused'
  | 'secret-wrong'
  | 'clock'
  | 'unreachable'
  | 'keychain-locked'
  | 'keychain-missing'
  | 'no-key'
  /** All accounts are: its key is not in memory until a person unlocks them. */
  | 'locked'
  | 'failed';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly restUrl: string;
  readonly streamUrl: string;
  /** Last 4 characters of the API key, or empty. */
  readonly keyTail: string;
  readonly secretHome: SecretHome;
  readonly state: AccountState;
  /** The server's or the system's own words for a state that is not `works`; literal text. */
  readonly stateReason: string;
  /** Unix ms of the last check, or 0. */
  readonly checkedAt: number;
}

export interface Balance {
  readonly asset: string;
  readonly free: Decimal;
  readonly locked: Decimal;
  readonly canTrade: boolean;
  readonly canDeposit: boolean;
  readonly canWithdraw: boolean;
}

/**
 * How long balances and open orders may go unconfirmed before they are called old (ms). While the account's stream is live every
 * change comes at once and REST confirms the whole only each 30 s; while it is polled, symbols take turns; while neither works
 * nothing would tell of a change.
 */
export const ACCOUNT_OLD_AFTER_MS: Readonly<Record<FeedState, number>> = {
  loading: Number.POSITIVE_INFINITY,
  live: 45_000,
  polling: 20_000,
  interrupted: 5_000,
};

/** The three groups of `GET /api/v1/account`. `confirmedAt` is when the whole was last asked for over REST. */
export interface Balances extends Feed {
  readonly accountId: string;
  readonly spot: readonly Balance[];
  readonly contract: readonly Balance[];
  readonly option: readonly Balance[];
  /** Unix ms, server. */
  readonly updateTime: number;
}

/** What is kept by exchange and not by account is kept under this: the paper exchange has another address at each start. */
export function exchangeOf(account: Pick<Account, 'kind' | 'restUrl'>): string {
  return account.kind === 'paper' ? 'paper' : account.restUrl;
}
