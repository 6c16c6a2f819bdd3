import type { ValuePoint } from '@shared/domain/value-history';
import type { Database } from './connection';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Younger than this every point stays, then one an hour, then one a day: 2,500 for the first year, 365 for each one after. */
const EVERY_FOR_MS = 2 * DAY_MS;
const HOURLY_FOR_MS = 60 * DAY_MS;

/** What accounts were worth, by account and value asset. All methods throw StorageError. */
export interface ValueHistoryRepository {
  add(accountId: string, valueAsset: string, point: ValuePoint): void;
  /** Oldest first. */
  since(accountId: string, valueAsset: string, from: number): ValuePoint[];
  /** Leaves of old points the last one of each hour, and of older ones the last one of each day. */
  thin(now: number): void;
}

export function createValueHistoryRepository(db: Database): ValueHistoryRepository {
  const put = db.prepare(
    'INSERT OR REPLACE INTO value_points (account_id, value_asset, at, value) VALUES (?, ?, ?, ?)',
  );
  const since = db.prepare(
    'SELECT at, value FROM value_points WHERE account_id = ? AND value_asset = ? AND at >= ? ORDER BY at',
  );
  // Whole numbers in the text: what is bound is a float to SQLite, and its division cuts nothing.
  const thinTo = (span: number) =>
    db.prepare(
      `DELETE FROM value_points WHERE at < ? AND EXISTS (
         SELECT 1 FROM value_points AS later
         WHERE later.account_id = value_points.account_id AND later.value_asset = value_points.value_asset
           AND later.at > value_points.at AND later.at < (value_points.at / ${span} + 1) * ${span})`,
    );
  const toHours = thinTo(HOUR_MS);
  const toDays = thinTo(DAY_MS);
  return {
    add: (accountId, valueAsset, { at, value }) => void put.run(accountId, valueAsset, at, value),
    since: (accountId, valueAsset, from) =>
      since
        .rows(accountId, valueAsset, from)
        .map(({ at, value }) => ({ at: Number(at), value: String(value) })),
    thin(now) {
      db.transaction(() => {
        toHours.run(now - EVERY_FOR_MS);
        toDays.run(now - HOURLY_FOR_MS);
      });
    },
  };
}
