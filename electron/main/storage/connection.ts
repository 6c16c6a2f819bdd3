import Sqlite from 'libsql';
import { StorageError, toStorageError } from './storage-error';

/** What may be bound to a `?`. No booleans: libsql ends the whole process on one. Integers beyond 2^53 go in as text. */
export type SqlValue = string | number | bigint | null;
type SqlRow = Readonly<Record<string, unknown>>;

export interface Statement {
  /** All rows of a query. */
  rows(...values: readonly SqlValue[]): SqlRow[];
  /** The first row of a query, or undefined. */
  row(...values: readonly SqlValue[]): SqlRow | undefined;
  /** Carries out a change, durably when outside a transaction; answers how many rows changed. */
  run(...values: readonly SqlValue[]): number;
}

/** An open database. Every method throws StorageError when the file cannot be read or written. */
export interface Database {
  readonly path: string;
  /** Compiles one statement with positional `?` parameters, to be kept and used many times. */
  prepare(sql: string): Statement;
  /** Runs statements without parameters. */
  exec(sql: string): void;
  /**
   * Runs `change` in one transaction that holds the write lock from its start; a throw undoes all of it. Inside another
   * transaction it joins that one. `change` must not be async: another task's writes would slip into it.
   */
  transaction<T>(change: () => T): T;
  /** Writes everything into the one file and closes it. Closing twice is harmless. */
  close(): void;
}

/**
 * Wraps libsql, whose better-sqlite3 API has traps (seen with 0.5.29): a boolean parameter aborts the process, a missing one
 * keeps the value of the call before, `get` after `all` answers the row before, `get` adds `_metadata`, and a `run` that failed
 * busy blocks every later COMMIT until it is collected. Hence: values are checked, only `all` reads, and every write
 * outside a transaction gets one of its own.
 */
export function connect(path: string, busyTimeoutMs: number): Database {
  const sqlite = open(path, busyTimeoutMs);

  function attempt<T>(step: () => T): T {
    // A closed libsql database aborts the process when asked whether it is in a transaction.
    if (!sqlite.open) throw new StorageError('failed', path, 'the database is closed');
    try {
      return step();
    } catch (error) {
      throw toStorageError(error, path);
    }
  }

  function exec(sql: string): void {
    attempt(() => sqlite.exec(sql));
  }

  function transaction<T>(change: () => T): T {
    if (attempt(() => sqlite.inTransaction)) return change();
    exec('BEGIN IMMEDIATE');
    try {
      const value = change();
      if (value instanceof Promise) throw new TypeError('A transaction must not be async.');
      exec('COMMIT');
      return value;
    } catch (error) {
      // SQLite has already rolled back by itself after a full disk or an I/O error.
      if (sqlite.open && sqlite.inTransaction) exec('ROLLBACK');
      throw error;
    }
  }

  return {
    path,
    exec,
    transaction,
    prepare(sql) {
      const statement = attempt(() => sqlite.prepare(sql));
      const parameters = countParameters(sql);
      const rows = (...values: readonly SqlValue[]): SqlRow[] => {
        checkValues(values, parameters, sql);
        return attempt(() => statement.all(...values) as SqlRow[]);
      };
      return {
        rows,
        row: (...values) => rows(...values)[0],
        run(...values) {
          checkValues(values, parameters, sql);
          return transaction(() => attempt(() => statement.run(...values).changes));
        },
      };
    },
    close() {
      if (!sqlite.open) return;
      attempt(() => {
        sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)');
        sqlite.close();
      });
    },
  };
}

function open(path: string, busyTimeoutMs: number): Sqlite.Database {
  try {
    return new Sqlite(path, { timeout: busyTimeoutMs });
  } catch (error) {
    throw toStorageError(error, path);
  }
}

function countParameters(sql: string): number {
  return sql.replaceAll(/'[^']*'/g, '').split('?').length - 1;
}

function checkValues(values: readonly SqlValue[], parameters: number, sql: string): void {
  if (values.length !== parameters) {
    throw new TypeError(`${parameters} values expected, ${values.length} given: ${sql}`);
  }
  for (const value of values) {
    const bindable =
      value === null ||
      typeof value === 'string' ||
      typeof value === 'bigint' ||
      (typeof value === 'number' &&
        Number.isFinite(value) &&
        (!Number.isInteger(value) || Number.isSafeInteger(value)));
    if (!bindable) throw new TypeError(`A ${typeof value} cannot be bound: ${sql}`);
  }
}
