import { createSecretKey } from 'node:crypto';
import type { OpenOrdersState } from '@shared/contract/topics';
import type { Balances } from '@shared/domain/account';
import type { JournalState } from '@shared/domain/order-life';
import { createExchangeConnection, type ExchangeConnection } from '../exchange/connection';
import type { Refusal } from '../exchange/outcome';
import { createIncidents } from '../exchange/streams/incidents';
import { openUserStream } from '../exchange/streams/user-stream';
import { spotSymbolsOf } from '../market/symbols';
import type { OrderJournalRepository } from '../storage/stored-order';
import type { JournalFill } from './journal/journal-types';
import { openTrading, type ApprovalContext, type Trading, type TradingStep } from './open-trading';
import { approveAll, journalIn } from './testing-host';

interface Exchange {
  readonly rest: string;
  readonly stream: string;
  readonly key: string;
  readonly secret: string;
}

interface TestTradingOptions {
  readonly secret?: string;
  /** ms; short, so that tests do not wait for what can take effect no more. */
  readonly recvWindow?: number;
  readonly totalMs?: number;
  /** Without the account's stream everything is polled. */
  readonly stream?: boolean;
  readonly approve?: (context: ApprovalContext) => ReturnType<typeof approveAll>;
  readonly confirmDismissal?: () => Promise<boolean>;
  readonly onStep?: (step: TradingStep) => void;
  readonly onTraded?: (symbol: string) => void;
  /** Laid over the journal on disk, to make it fail. */
  readonly repository?: (real: OrderJournalRepository) => OrderJournalRepository;
}

export interface TestTrading {
  readonly trading: Trading;
  readonly connection: ExchangeConnection;
  readonly repository: OrderJournalRepository;
  readonly seen: {
    balances: Balances | null;
    openOrders: OpenOrdersState | undefined;
    journal: JournalState | undefined;
    readonly refusals: Refusal[];
    readonly fills: JournalFill[];
    readonly traded: Set<string>;
  };
  end(): Promise<void>;
}

/** For tests: trading on an exchange with the journal in that folder; opened again, it goes on where it ended. */
export async function openTestTrading(
  exchange: Exchange,
  folder: string,
  options: TestTradingOptions = {},
): Promise<TestTrading> {
  const connection = createExchangeConnection({
    restUrl: exchange.rest,
    credentials: { keyId: exchange.key, secret: createSecretKey(options.secret ?? exchange.secret, 'utf8') },
    timeouts: { totalMs: options.totalMs ?? 3_000 },
  });
  const info = await connection.call('exchangeInfo', {});
  if (info.kind !== 'answer') throw new Error('no exchangeInfo');
  const symbols = spotSymbolsOf(info.value);
  const { repository, close } = journalIn(folder);
  const incidents = createIncidents();
  const seen: TestTrading['seen'] = {
    balances: null,
    openOrders: undefined,
    journal: undefined,
    refusals: [],
    fills: [],
    traded: new Set(['BTCUSDT']),
  };
  const trading = openTrading({
    accountId: 'a',
    restUrl: exchange.rest,
    connection,
    incidents,
    repository: options.repository?.(repository) ?? repository,
    recvWindow: options.recvWindow,
    onStep: options.onStep,
    symbols: () => [...seen.traded],
    listedSymbols: () => symbols,
    approve: options.approve ?? approveAll,
    confirmDismissal: options.confirmDismissal ?? (() => Promise.resolve(true)),
    onTraded: options.onTraded ?? ((symbol) => void seen.traded.add(symbol)),
    onFill: (fill) => void seen.fills.push(fill),
    onBalances: (balances) => void (seen.balances = balances),
    onOpenOrders: (state) => void (seen.openOrders = state),
    onJournal: (state) => void (seen.journal = state),
    onOutcome: () => undefined,
    onRefused: (refusal) => {
      seen.refusals.push(refusal);
      return refusal.meaning === 'signature' || refusal.meaning === 'key-refused';
    },
    openStream:
      options.stream === false
        ? undefined
        : (follower) =>
            openUserStream({
              connection,
              streamUrl: exchange.stream,
              proxy: () => Promise.resolve('DIRECT'),
              follower,
              incidents,
              onRefused: () => false,
            }),
  });
  return {
    trading,
    connection,
    repository,
    seen,
    async end() {
      await trading.stop();
      await connection.close();
      close();
    },
  };
}
