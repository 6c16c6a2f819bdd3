import type { Result } from '@shared/domain/result';
import { openDatabase } from '../storage/database';
import { createOrderJournalRepository } from '../storage/order-journal';
import type { OrderJournalRepository } from '../storage/stored-order';
import type { Approval } from './orders';

/** For tests: an account without limits whose owner confirms everything. */
export const approveAll = (): Promise<Result<Approval>> =>
  Promise.resolve({
    ok: true,
    value: { admit: () => ({ ok: true, value: { value: null, valueAsset: 'USDT' } }) },
  });

/** For tests: a journal in a database in that folder, and how to close it. */
export function journalIn(folder: string): { repository: OrderJournalRepository; close: () => void } {
  const { db } = openDatabase(folder);
  return { repository: createOrderJournalRepository(db), close: () => db.close() };
}
