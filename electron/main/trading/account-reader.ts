import type { Order } from '@shared/domain/order';
import type { ExchangeConnection } from '../exchange/connection';
import type { Outcome, Refusal } from '../exchange/outcome';
import type { FeeRates } from '@shared/domain/fees';
import type { AccountBalances } from './balances';
import type { OpenOrders } from './open-orders';
import { orderOf } from './wire-orders';

const PATIENCE_MS = 4_000;

/** How a question ended. */
export interface Read {
  /** False when it must be asked again. */
  readonly answered: boolean;
  /** What the answer told otherwise than all that was heard before it was asked for. */
  readonly differing: readonly string[];
  /** True when the answer leaves something open that another one is to settle. */
  readonly doubtful: boolean;
}

const UNANSWERED: Read = { answered: false, differing: [], doubtful: false };

/** Who wants to know all that the exchange tells of orders. What `asking` answers is given back with the list that was asked for. */
export interface OrderListener<Asking = unknown> {
  /** By the account's stream. */
  heard(order: Order): void;
  fees(rates: FeeRates): void;
  asking(symbol: string): Asking;
  /** All open orders of a symbol. */
  listed(symbol: string, orders: readonly Order[], asking: Asking): void;
}

interface AccountReaderOptions {
  readonly connection: Pick<ExchangeConnection, 'call'> & Partial<Pick<ExchangeConnection, 'serverNow'>>;
  readonly balances: AccountBalances;
  readonly openOrders: OpenOrders;
  /** Ends the questions under way; their answers are not taken. */
  readonly signal: AbortSignal;
  /** Unix ms of this machine. */
  readonly now: () => number;
  readonly onRefused: (refusal: Refusal) => void;
  /** How each question for the balances ended. */
  readonly onOutcome: (outcome: Outcome<unknown>) => void;
  readonly listener?: OrderListener | undefined;
}

/** Asks the exchange for the account over REST, and takes the answers into what is known. */
export interface AccountReader {
  balances(): Promise<Read>;
  orders(symbol: string): Promise<Read>;
}

export function createAccountReader(options: AccountReaderOptions): AccountReader {
  const { connection, balances, openOrders, signal, now } = options;
  const request = { patienceMs: PATIENCE_MS, signal };

  return {
    async balances() {
      const mark = balances.mark();
      const askedAt = now();
      const outcome = await connection.call('account', {}, request);
      if (signal.aborted) return UNANSWERED;
      options.onOutcome(outcome);
      if (outcome.kind === 'refused') options.onRefused(outcome.refusal);
      if (outcome.kind !== 'answer') return UNANSWERED;
      return { answered: true, ...balances.replace(outcome.value, mark, askedAt) };
    },

    async orders(symbol) {
      const mark = openOrders.mark(connection.serverNow?.());
      const asking = options.listener?.asking(symbol);
      const askedAt = now();
      const outcome = await connection.call('openOrders', { symbol }, request);
      if (signal.aborted) return UNANSWERED;
      if (outcome.kind === 'refused') {
        options.onRefused(outcome.refusal);
        // PROTOCOL -1121: a symbol that the exchange does not list any more has no orders to tell of.
        return { ...UNANSWERED, answered: outcome.refusal.meaning === 'symbol' };
      }
      if (outcome.kind !== 'answer') return UNANSWERED;
      const orders = outcome.value.map(orderOf);
      options.listener?.listed(symbol, orders, asking);
      const replaced = openOrders.replace(symbol, orders, mark, askedAt);
      return replaced ? { answered: true, ...replaced } : { ...UNANSWERED, doubtful: true };
    },
  };
}
