import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { createAlertBook } from '../../electron/main/alerts/alert-book';
import { alertHandlers } from '../../electron/main/ipc/handlers/alerts';
import { confirmHandlers } from '../../electron/main/ipc/handlers/confirm';
import { historyHandlers } from '../../electron/main/ipc/handlers/history';
import { layoutHandlers } from '../../electron/main/ipc/handlers/layouts';
import { limitHandlers } from '../../electron/main/ipc/handlers/limits';
import { orderHandlers } from '../../electron/main/ipc/handlers/orders';
import { performanceHandlers } from '../../electron/main/ipc/handlers/performance';
import { watchlistHandlers } from '../../electron/main/ipc/handlers/watchlists';
import type { KnownWindow } from '../../electron/main/ipc/known-windows';
import { createRouter, type Handlers } from '../../electron/main/ipc/router';
import { createConfirmer } from '../../electron/main/confirmer';
import { createDemand } from '../../electron/main/state/demand';
import { createDesk } from '../../electron/main/state/desk';
import { createLayouts } from '../../electron/main/state/layouts';
import { createDeskStores, createTopicStore } from '../../electron/main/state/stores';
import { createWatchlists } from '../../electron/main/state/watchlists';
import { createAccountRepository } from '../../electron/main/storage/accounts';
import { createAlertsRepository } from '../../electron/main/storage/alerts';
import { createLayoutRepository } from '../../electron/main/storage/layouts';
import { createLimitsRepository } from '../../electron/main/storage/limits';
import { createOrderJournalRepository } from '../../electron/main/storage/order-journal';
import { temporaryDatabase } from '../../electron/main/storage/testing';
import { createValueHistoryRepository } from '../../electron/main/storage/value-history';
import { createWatchlistRepository } from '../../electron/main/storage/watchlists';
import { createLimits } from '../../electron/main/trading/limits';
import { createProfitReader } from '../../electron/main/trading/profit-reader';
import { approveAll } from '../../electron/main/trading/testing-host';
import { COMMAND_INPUTS } from '../../shared/contract/commands';
import type { AccountsState } from '../../shared/contract/topics';
import { COMMAND_WINDOWS, type CommandName } from '../../shared/contract/surface';
import { DEFAULT_LIMITS } from '../../shared/domain/limits';
import type { Result } from '../../shared/domain/result';
import { JUNK, mutated } from './mutate';
import { sampleOf } from './sample';
import { choices, fuzz, saySeed } from './seed';

saySeed('what handlers do with calls that are in order');

/** The parts of main that work without Electron, on a database: what a window's call sets in motion, with nobody who says yes. */
function setUp() {
  const db = temporaryDatabase(onTestFinished);
  createAccountRepository(db).insert({
    id: 'paper',
    name: 'Main',
    kind: 'custom',
    keyTail: 'dEh8',
    restUrl: 'https://a',
    streamUrl: 'wss://a',
    secretHome: 'none',
    createdAt: 1,
  });
  const journal = createOrderJournalRepository(db);
  const demand = createDemand();
  const desk = createDesk({
    stores: createDeskStores(),
    shown: { symbol: 'BTCUSDT', interval: '15m' },
    host: {
      demand,
      proxy: () => Promise.resolve('DIRECT'),
      tradedSymbols: () => [],
      onTraded: () => undefined,
      onVerdict: () => undefined,
      journal,
      approve: approveAll,
      confirmDismissal: () => Promise.resolve(false),
    },
  });
  onTestFinished(() => desk.close());
  let asked = 0;
  const limits = createLimits({
    repository: createLimitsRepository(db),
    accountOf: (id) => (id === 'paper' ? { name: 'Main', kind: 'custom', keyTail: 'dEh8' } : undefined),
    ask: async () => ((asked += 1), false),
    onChange: () => undefined,
  });
  const accounts = createTopicStore<AccountsState>({
    accounts: [{ id: 'paper', kind: 'custom', restUrl: 'https://a' }] as unknown as AccountsState['accounts'],
    activeId: 'paper',
    lock: null,
  });
  const lists = createWatchlists({ repository: createWatchlistRepository(db), accounts });
  const alerts = createAlertBook({
    repository: createAlertsRepository(db),
    onChange: () => undefined,
    onUnkept: (error) => {
      throw error;
    },
  });
  const confirmer = createConfirmer(() => ({
    window: { kind: 'confirm' } as KnownWindow,
    destroy: () => undefined,
  }));
  const handlers = {
    ...layoutHandlers(createLayouts(createLayoutRepository(db))),
    ...watchlistHandlers(lists),
    ...alertHandlers(alerts, () => ({ server: 'https://a', accountId: 'paper' }), Date.now),
    ...limitHandlers(limits),
    ...orderHandlers(desk),
    ...confirmHandlers(confirmer),
    ...historyHandlers({ journal, chooseFile: () => Promise.resolve(undefined), now: Date.now }),
    ...performanceHandlers({
      profit: createProfitReader(journal),
      history: createValueHistoryRepository(db),
      symbols: () => [],
    }),
  };
  const defects: unknown[] = [];
  let listener: Parameters<IpcMain['handle']>[1] | undefined;
  const counts = createRouter({
    ipcMain: { handle: (_channel, handle) => void (listener = handle) },
    callerOf: (event) => event as unknown as KnownWindow,
    handlers: handlers as unknown as Handlers,
    log: { warn: () => undefined, error: (_message, error) => defects.push(error) },
  });
  const call = async (name: CommandName, input: unknown) =>
    (await listener?.(
      { kind: COMMAND_WINDOWS[name][0], contents: {} } as unknown as IpcMainInvokeEvent,
      name,
      input,
    )) as Result<unknown>;
  const names = Object.keys(handlers) as CommandName[];
  return { names, call, counts, defects, limits, asked: () => asked };
}

it('no call makes a handler throw, and limits only tighten while nobody says yes', async () => {
  const { names, call, counts, defects, limits, asked } = setUp();
  const outcomes = new Map<string, number>();
  await fuzz(
    fc.asyncProperty(fc.constantFrom(...names), fc.integer({ min: 1, max: 2 ** 31 }), async (name, start) => {
      const choose = choices(start);
      const before = limits.of('paper');
      for (let round = 0; round < 10; round += 1) {
        const sample = sampleOf(COMMAND_INPUTS[name], choose);
        const answer = await call(name, choose(4) === 0 ? mutated(sample, choose, JUNK) : sample);
        const code = answer.ok ? 'ok' : answer.error.code;
        outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
        if (defects.length > 0) throw defects[0];
      }
      const after = limits.of('paper');
      for (const field of ['largestOrder', 'largestDay', 'confirmAbove'] as const) {
        if (before[field] !== null && after[field] === null) throw new Error(`${field} was lifted`);
      }
      if (before.locked && !after.locked) throw new Error('trading was unlocked');
    }),
    400,
  );
  process.stdout.write(`${counts.calls} calls: ${JSON.stringify(Object.fromEntries(outcomes))}\n`);
  expect(counts.defects).toBe(0);
  expect(outcomes.get('ok')).toBeGreaterThan(500);
  expect(asked()).toBeGreaterThan(0);
  expect(limits.of('paper')).not.toEqual(DEFAULT_LIMITS);
}, 60_000);
