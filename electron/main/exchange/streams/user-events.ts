import type { Decimal } from '@shared/domain/decimal';
import type { FeeRates } from '@shared/domain/fees';
import type { Side } from '@shared/domain/order';

/** PROTOCOL `accountSpotInfo`: balances after a change. `eventTime` is Unix ms of the server. */
export interface AccountEvent {
  readonly kind: 'account';
  readonly eventTime: number;
  /** When the account last changed, Unix ms of the server. */
  readonly updateTime: number;
  /** PROTOCOL `m` and `t`, as a share of what is received (0.001 is 0.1 %); absent when they are not there or cannot be such a share. */
  readonly fees?: FeeRates;
  readonly balances: readonly {
    readonly asset: string;
    readonly free: Decimal;
    readonly locked: Decimal;
    readonly canTrade: boolean;
    readonly canDeposit: boolean;
    readonly canWithdraw: boolean;
  }[];
}

/** PROTOCOL `execSpotReport`: an order after a change. */
export interface OrderEvent {
  readonly kind: 'order';
  readonly eventTime: number;
  readonly symbol: string;
  /** Digits; can exceed 2^53. */
  readonly orderId: string;
  readonly side: Side;
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly executedQuantity: Decimal;
  readonly executedQuote: Decimal;
  /** As in {@link Order.status}; an unknown one is kept. */
  readonly status: string;
  /** Transaction time, Unix ms of the server. */
  readonly transactionTime: number;
}

export type UserEvent = AccountEvent | OrderEvent;

/** What the follower of the account's stream hears. Calls come in order and never after the stream is closed. */
export interface UserStreamFollower {
  /** From now on every event comes; what happened before must be asked over REST. Called after every (re)connection and new key. */
  onLive(): void;
  /** Not in order of `eventTime` (PROTOCOL: "user events are not guaranteed in order") and possibly twice. */
  onEvent(event: UserEvent, receivedAt: number): void;
  onInterrupted(reason: string): void;
}
