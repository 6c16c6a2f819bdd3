import { join } from 'node:path';
import type { CancelState, OrderOrigin, OrderPhase } from '@shared/domain/order-life';
import { connect, type Database } from '../../electron/main/storage/connection';

/** An entry as it lies on disk, read without the core's own code. */
export interface FileEntry {
  readonly entryId: number;
  readonly origin: OrderOrigin;
  readonly intentId: string;
  readonly symbol: string;
  readonly side: string;
  readonly price: string;
  readonly quantity: string;
  readonly phase: OrderPhase;
  readonly cancel: CancelState;
  readonly orderId: string;
  readonly executedQuantity: string;
  readonly executedQuote: string;
  readonly effectFrom: number;
  readonly effectUntil: number;
  readonly superseded: boolean;
  /** Kinds of its timeline, oldest first. */
  readonly life: readonly string[];
}

export class JournalFile {
  #db: Database | undefined;

  constructor(private readonly folder: string) {}

  /** Empty while there is no file. */
  read(): FileEntry[] {
    const db = this.#open();
    const lives = new Map<number, string[]>();
    for (const row of db
      .prepare('SELECT entry_id, kind FROM order_events ORDER BY entry_id, number')
      .rows()) {
      const entryId = Number(row['entry_id']);
      lives.set(entryId, [...(lives.get(entryId) ?? []), String(row['kind'])]);
    }
    return db
      .prepare('SELECT * FROM orders ORDER BY entry_id')
      .rows()
      .map((row) => {
        const text = (name: string): string => {
          const value = row[name];
          return typeof value === 'string' ? value : '';
        };
        return {
          entryId: Number(row['entry_id']),
          origin: text('origin') as OrderOrigin,
          intentId: text('intent_id'),
          symbol: text('symbol'),
          side: text('side'),
          price: text('price'),
          quantity: text('quantity'),
          phase: text('phase') as OrderPhase,
          cancel: text('cancel') as CancelState,
          orderId: text('order_id'),
          executedQuantity: text('executed_quantity'),
          executedQuote: text('executed_quote'),
          effectFrom: Number(row['effect_from'] ?? 0),
          effectUntil: Number(row['effect_until'] ?? 0),
          superseded: Number(row['superseded']) === 1,
          life: lives.get(Number(row['entry_id'])) ?? [],
        };
      });
  }

  /** How many orders and cancels are in doubt. */
  unsettled(): number {
    const sql = `SELECT count(*) AS n FROM orders WHERE phase IN ('submitting', 'unknown') OR cancel <> 'none'`;
    return Number(this.#open().prepare(sql).row()?.['n']);
  }

  close(): void {
    this.#db?.close();
    this.#db = undefined;
  }

  #open(): Database {
    this.#db ??= connect(join(this.folder, 'perch.sqlite'), 5_000);
    return this.#db;
  }
}
