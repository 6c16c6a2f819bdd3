import type { Instrument, Lots, Ticks } from '../listing/instrument';
import type { BookOrder, Side } from '../matching/order-book';
import { type Fixed } from '../money/fixed';
import type { Account } from './account';

/** PROTOCOL: order status. Only those the paper exchange itself gives. CANCLEFILLED is spelled so. */
type OrderStatus = 'NEW' | 'PARTIALLY_FILLED' | 'FILLED' | 'CANCELED' | 'CANCLEFILLED';

/** An order of an account, from its acceptance on. */
export interface AccountOrder {
  readonly id: bigint;
  readonly account: Account;
  readonly instrument: Instrument;
  readonly side: Side;
  readonly ticks: Ticks;
  readonly originalLots: Lots;
  executedLots: Lots;
  /** Quote amount traded so far, before fees. */
  executedQuote: Fixed;
  status: OrderStatus;
  /** Server time of acceptance, ms. */
  readonly time: number;
  /** Server time of the last change, ms. */
  updateTime: number;
  /** Its place in the book while it rests. */
  resting?: BookOrder<AccountOrder> | undefined;
}

/** Whether the order can still trade. */
export const isOpen = (order: AccountOrder): boolean =>
  order.status === 'NEW' || order.status === 'PARTIALLY_FILLED';

/** A fill of one of the account's orders. */
export interface AccountTrade {
  readonly tradeId: number;
  readonly orderId: bigint;
  readonly instrument: Instrument;
  readonly side: Side;
  readonly ticks: Ticks;
  readonly lots: Lots;
  readonly fee: Fixed;
  readonly feeAsset: string;
  readonly maker: boolean;
  readonly time: number;
}
