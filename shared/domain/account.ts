import type { Decimal } from './decimal';

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

/** The three groups of `GET /api/v1/account`. */
export interface Balances {
  readonly accountId: string;
  readonly spot: readonly Balance[];
  readonly contract: readonly Balance[];
  readonly option: readonly Balance[];
  /** Unix ms, server. */
  readonly updateTime: number;
  /** Unix ms, this machine, at the arrival of the answer. */
  readonly confirmedAt: number;
}
