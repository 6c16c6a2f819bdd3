import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExchangeConnection } from '../../electron/main/exchange/connection';
import { systemTime } from '../../electron/main/exchange/time-source';
import { openDatabase } from '../../electron/main/storage/database';
import { createOrderJournalRepository } from '../../electron/main/storage/order-journal';
import { createOrderJournal } from '../../electron/main/trading/journal/order-journal';
import { createOrders, type Orders } from '../../electron/main/trading/orders';
import { createReplacements } from '../../electron/main/trading/replacements';
import { createSubmission } from '../../electron/main/trading/submission';
import type { Balance } from '../../shared/domain/account';
import type { SpotSymbol } from '../../shared/domain/symbol';
import { connect } from './connect';
import { isOrderId, priceOf, quantityOf, serveRounds } from './rounds';

/** As many as the paper exchange lists, with the one that is traded in the middle. */
const SYMBOLS: readonly SpotSymbol[] = Array.from({ length: 16 }, (_, index) => ({
  symbol: index === 8 ? 'BTCUSDT' : `COIN${index}USDT`,
  status: 'TRADING',
  baseAsset: index === 8 ? 'BTC' : `COIN${index}`,
  quoteAsset: 'USDT',
  baseAssetPrecision: 4,
  quotePrecision: 2,
  orderTypes: ['LIMIT'],
  minPrice: '0.01',
  maxPrice: '1000000',
  minQuantity: '0.0001',
  maxQuantity: '9000',
  minNotional: '10',
}));

const BALANCES: readonly Balance[] = ['BTC', 'ETH', 'LTC', 'JEX', 'DASH', 'USDT'].map((asset) => ({
  asset,
  free: '100000000.12345678',
  locked: '0',
  canTrade: true,
  canDeposit: true,
  canWithdraw: true,
}));

/** All orders of the bench rest for ever, and no exchange lets more of them rest than this on a symbol. */
const MOST_RESTING = 200;

function openOrders(url: string, connection: ExchangeConnection, folder: string): Orders {
  const repository = createOrderJournalRepository(openDatabase(folder).db);
  const journal = createOrderJournal({ accountId: 'bench', server: url, repository });
  const never = (): never => {
    throw new Error('Nothing is in doubt here.');
  };
  return createOrders({
    accountId: 'bench',
    replacements: createReplacements({ accountId: 'bench', repository, journal, onChange: () => undefined }),
    connection,
    journal,
    submit: createSubmission({ connection, journal, time: systemTime }),
    cancelling: { cancel: never, cancelAll: never },
    settlement: { lookFor: never, ask: never },
    history: { older: never },
    rulesOf: (name) => SYMBOLS.find(({ symbol }) => symbol === name),
    balances: () => ({
      accountId: 'bench',
      spot: BALANCES,
      contract: [],
      option: [],
      state: 'polling',
      updateTime: 0,
      confirmedAt: 0,
    }),
    approve: () =>
      Promise.resolve({
        ok: true,
        value: { admit: () => ({ ok: true, value: { value: null, valueAsset: 'USDT' } }) },
      }),
    confirmDismissal: never,
    // What follows an answer (stores, windows, looking again) is not part of the figure.
    onDoubt: () => undefined,
  });
}

/** The whole of it: the order's guards (symbol rules, filters, balance), the journal with its durable commits, then the client. */
serveRounds(async (url, authority) => {
  const connection = await connect(url, authority);
  const folder = mkdtempSync(join(tmpdir(), 'perch-bench-orders-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  let orders = openOrders(url, connection, join(folder, 'first'));
  return async (n) => {
    if (n > 0 && n % MOST_RESTING === 0) orders = openOrders(url, connection, join(folder, String(n)));
    const placed = await orders.place(`intent-${process.pid}-${n}`, {
      symbol: 'BTCUSDT',
      side: 'BUY',
      price: priceOf(n),
      quantity: quantityOf(n),
    });
    if (!placed.ok || !isOrderId(placed.value.orderId)) throw new Error('The order failed.');
  };
});
