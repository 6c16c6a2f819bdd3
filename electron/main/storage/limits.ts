import * as v from 'valibot';
import { isDecimal } from '@shared/domain/decimal';
import { DEFAULT_LIMITS, type AccountLimits } from '@shared/domain/limits';
import type { Database } from './connection';

/** All methods throw StorageError. */
export interface LimitsRepository {
  /**
   * What was chosen for the account; a value that is missing is the default. One that is not understood may have been a guard that is
   * now gone: it is the default too, and trading is locked.
   */
  read(accountId: string): AccountLimits;
  /** Replaces the account's limits. Refuses (`constraint`) an account that is not there. */
  write(accountId: string, limits: AccountLimits): void;
}

const decimal = v.pipe(v.string(), v.check(isDecimal));

const FIELDS = {
  valueAsset: v.pipe(v.string(), v.minLength(1)),
  largestOrder: v.nullable(decimal),
  largestDay: v.nullable(decimal),
  symbols: v.nullable(v.array(v.string())),
  warnDistance: decimal,
  refuseDistance: decimal,
  largeShare: decimal,
  repeatSeconds: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  confirmAbove: v.nullable(decimal),
  confirm: v.picklist(['always', 'unusual']),
  locked: v.boolean(),
} satisfies { readonly [F in keyof AccountLimits]: v.GenericSchema<unknown, AccountLimits[F]> };

const LIMITS = v.object({
  valueAsset: v.fallback(FIELDS.valueAsset, DEFAULT_LIMITS.valueAsset),
  largestOrder: v.fallback(FIELDS.largestOrder, DEFAULT_LIMITS.largestOrder),
  largestDay: v.fallback(FIELDS.largestDay, DEFAULT_LIMITS.largestDay),
  symbols: v.fallback(FIELDS.symbols, null),
  warnDistance: v.fallback(FIELDS.warnDistance, DEFAULT_LIMITS.warnDistance),
  refuseDistance: v.fallback(FIELDS.refuseDistance, DEFAULT_LIMITS.refuseDistance),
  largeShare: v.fallback(FIELDS.largeShare, DEFAULT_LIMITS.largeShare),
  repeatSeconds: v.fallback(FIELDS.repeatSeconds, DEFAULT_LIMITS.repeatSeconds),
  confirmAbove: v.fallback(FIELDS.confirmAbove, DEFAULT_LIMITS.confirmAbove),
  confirm: v.fallback(FIELDS.confirm, DEFAULT_LIMITS.confirm),
  locked: v.fallback(FIELDS.locked, DEFAULT_LIMITS.locked),
});

/** Each field that is there is one of ours. Others are of a later version, which may know guards that this one does not. */
const UNDERSTOOD = v.partial(v.strictObject(FIELDS));

export function createLimitsRepository(db: Database): LimitsRepository {
  const one = db.prepare('SELECT limits FROM account_limits WHERE account_id = ?');
  const put = db.prepare(
    `INSERT INTO account_limits (account_id, limits) VALUES (?, ?)
     ON CONFLICT (account_id) DO UPDATE SET limits = excluded.limits`,
  );

  return {
    read(accountId) {
      const row = one.row(accountId);
      if (!row) return DEFAULT_LIMITS;
      const stored = parsed(row['limits']);
      const limits = v.parse(LIMITS, { ...DEFAULT_LIMITS, ...stored });
      return stored && v.is(UNDERSTOOD, stored) ? limits : { ...limits, locked: true };
    },
    write(accountId, limits) {
      put.run(accountId, JSON.stringify(limits));
    },
  };
}

/** Undefined when it is no object. */
function parsed(text: unknown): object | undefined {
  try {
    const value: unknown = JSON.parse(String(text));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
