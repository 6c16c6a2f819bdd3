import { createOrderJournalRepository } from '../storage/order-journal';
import { temporaryDatabase } from '../storage/testing';
import { approveAll } from '../trading/testing-host';
import { createDemand } from './demand';
import type { SessionHost } from './session';

/** For tests: a host with a journal of its own, a direct way out, and a yes to everything; `changes` laid over it. */
export function testHost(
  onEnd: Parameters<typeof temporaryDatabase>[0],
  changes: Partial<SessionHost> = {},
): SessionHost {
  return {
    demand: createDemand(),
    proxy: () => Promise.resolve('DIRECT'),
    tradedSymbols: () => [],
    onTraded: () => undefined,
    onVerdict: () => undefined,
    journal: createOrderJournalRepository(temporaryDatabase(onEnd)),
    approve: approveAll,
    confirmDismissal: () => Promise.resolve(true),
    ...changes,
  };
}
