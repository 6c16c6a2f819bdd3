import type { OrderIntent } from '@shared/domain/order';
import type { Timeouts } from '../../electron/main/exchange/transport';
import type { TradingStep } from '../../electron/main/trading/open-trading';

/** How well the child's database can be written. `full` and `read-only` are SQLite's own refusals. */
export type StorageMode = 'ok' | 'full' | 'read-only';

/** The header by which a request says which click it is for. The exchange does not read it; the oracle does. */
export const CLICK_HEADER = 'x-torture-click';

export interface OpenMessage {
  readonly kind: 'open';
  readonly folder: string;
  readonly rest: string;
  readonly stream: string;
  readonly key: string;
  readonly secret: string;
  /** ms */
  readonly recvWindow: number;
  readonly timeouts: Partial<Timeouts>;
  /** The symbol on the screen. */
  readonly symbol: string;
  /** Added to the machine's wall clock, ms. */
  readonly clockOffsetMs: number;
}

/** What the driver tells a child. What has an `id` is answered. */
export type ToChild =
  | (OpenMessage & { readonly id: number })
  /** The child kills itself when it comes to that step for the `nth` time from now. */
  | { readonly kind: 'arm'; readonly step: TradingStep; readonly nth: number }
  | { readonly kind: 'clock'; readonly offsetMs: number }
  | { readonly kind: 'storage'; readonly mode: StorageMode }
  | { readonly kind: 'wake' }
  | {
      readonly kind: 'place';
      readonly id: number;
      readonly intentId: string;
      readonly intent: OrderIntent;
      readonly despiteHold: boolean;
      /** Earlier clicks for the same wish: nothing is placed when one of them has an order. */
      readonly unlessPlaced: readonly string[];
    }
  /** The `pick`-th of the open orders that are shown. */
  | { readonly kind: 'cancel'; readonly id: number; readonly name: string; readonly pick: number }
  | {
      readonly kind: 'replace';
      readonly id: number;
      readonly name: string;
      readonly symbol: string;
      readonly orderId: string;
      readonly price: string;
      readonly quantity: string;
    }
  | { readonly kind: 'cancel-all'; readonly id: number; readonly symbol: string | undefined }
  | { readonly kind: 'look'; readonly id: number }
  | { readonly kind: 'close'; readonly id: number };

export type FromChild =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  /** The core did what it must never do. */
  | { readonly kind: 'violation'; readonly what: string };

/** What came of a click, as the window is told. */
export interface ClickAnswer {
  readonly ok: boolean;
  /** Of the error. */
  readonly code: string;
  readonly message: string;
}

/** What the windows are shown of the account. */
export interface Shown {
  readonly gate: string;
  readonly unsettled: number;
  readonly feed: string;
  /** How the connection is, for the story of a run that went wrong. */
  readonly connection: unknown;
  /** Amounts by asset, without those that are all 0; null while balances are not known. */
  readonly balances: Readonly<Record<string, { readonly free: string; readonly locked: string }>> | null;
  /** As `symbol id executed`. */
  readonly openOrders: readonly string[];
}
