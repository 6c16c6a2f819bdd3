import type { OrderIntent } from '@shared/domain/order';
import { CANCEL_STEPS } from '../../electron/main/trading/cancelling';
import type { TradingStep } from '../../electron/main/trading/open-trading';
import { REPLACE_STEPS } from '../../electron/main/trading/replacing';
import { SETTLEMENT_STEPS } from '../../electron/main/trading/settlement';
import { SUBMISSION_STEPS } from '../../electron/main/trading/submission';
import type { ReadFaultName, RequestFaultName, StreamFaultName } from './faults';
import type { StorageMode } from './protocol';

/** Moments at the exchange at which the process is killed: the request is there and has no effect yet, and before the answer leaves. */
const EXCHANGE_MOMENTS = ['order arrived', 'order accepted', 'cancel done'] as const;
export const KILL_POINTS = [
  ...SUBMISSION_STEPS,
  ...SETTLEMENT_STEPS,
  ...CANCEL_STEPS,
  ...REPLACE_STEPS,
  ...EXCHANGE_MOMENTS,
] as const satisfies readonly (TradingStep | (typeof EXCHANGE_MOMENTS)[number])[];
export type KillPoint = (typeof KILL_POINTS)[number];

export interface Kill {
  readonly point: KillPoint;
  /** At its so many-th occurrence from now. */
  readonly nth: number;
}

export interface RequestTrouble {
  readonly name: RequestFaultName;
  readonly ms: number;
}

/** One thing the user wants, perhaps clicked for several times: it must never become two orders. */
export interface Wish {
  readonly intent: OrderIntent;
  readonly despiteHold: boolean;
}

/** One step of a run. `wait`: the next one comes when it has been answered. */
export type Op =
  | {
      readonly kind: 'click';
      readonly wish: number;
      readonly fault?: RequestTrouble;
      readonly kill?: Kill;
      /** The same click so many times at once: a double click, two windows. */
      readonly times: number;
      /** Done only while the kill of this run was not reached. */
      readonly spare?: true;
      /** Clicks again (a new click) until the app says what became of it, at most so many times. */
      readonly insists: number;
      readonly wait: boolean;
    }
  /** A click that was made before comes again, with the same intent id. */
  | { readonly kind: 'repeat'; readonly wish: number }
  | {
      readonly kind: 'cancel';
      readonly pick: number;
      readonly fault?: RequestTrouble;
      readonly kill?: Kill;
      readonly spare?: true;
      readonly wait: boolean;
    }
  /** One of the open orders is changed: its price by so many ticks away from the market, its quantity to so many hundredths. */
  | {
      readonly kind: 'replace';
      readonly pick: number;
      readonly ticks: number;
      readonly percent: number;
      readonly fault?: RequestTrouble;
      readonly kill?: Kill;
      readonly spare?: true;
      readonly wait: boolean;
    }
  | { readonly kind: 'cancel-all'; readonly symbol: string | undefined; readonly wait: boolean }
  | { readonly kind: 'outside'; readonly intent: OrderIntent }
  | { readonly kind: 'outside-cancel'; readonly pick: number }
  | { readonly kind: 'market'; readonly symbol: string; readonly side: 'BUY' | 'SELL'; readonly lots: number }
  | { readonly kind: 'stream'; readonly fault: StreamFaultName; readonly ms: number }
  | {
      readonly kind: 'reads';
      readonly fault: ReadFaultName;
      readonly probability: number;
      readonly ms: number;
    }
  | { readonly kind: 'outage' | 'freeze'; readonly ms: number }
  | { readonly kind: 'clock'; readonly whose: 'app' | 'exchange'; readonly ms: number }
  | { readonly kind: 'storage'; readonly mode: StorageMode }
  | { readonly kind: 'kill' }
  /** `settles`: the next step waits until what was in doubt is settled, or for some seconds. */
  | { readonly kind: 'restart'; readonly arm?: Kill; readonly settles: boolean }
  | { readonly kind: 'wake' }
  | { readonly kind: 'wait'; readonly ms: number };

export interface Plan {
  readonly seed: number;
  readonly symbols: readonly string[];
  /** ms */
  readonly recvWindow: number;
  /** Longest time for one request, ms. */
  readonly patienceMs: number;
  readonly wishes: readonly Wish[];
  readonly ops: readonly Op[];
  readonly target: Kill | undefined;
}
