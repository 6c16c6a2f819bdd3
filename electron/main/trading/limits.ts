import type { ConfirmedAccount, LimitsQuestion } from '@shared/domain/confirmation';
import type { AccountLimits } from '@shared/domain/limits';
import { splitChange, type LimitField } from '@shared/domain/loosenings';
import { fail, ok, type Result } from '@shared/domain/result';
import type { LimitsRepository } from '../storage/limits';
import { StorageError } from '../storage/storage-error';

/** A change as windows send it: fields that are not named stay. */
export type LimitChanges = { readonly [F in LimitField]?: AccountLimits[F] | undefined };

export interface Limits {
  /** The limits that hold now. Throws StorageError. */
  of(accountId: string): AccountLimits;
  /**
   * Tightens at once; what would be looser takes effect only when a person said yes to main's own question, and is otherwise refused
   * with `limit.not-confirmed`. `limit.changed` says that the limits were changed in another way while the question was open.
   */
  change(accountId: string, changes: LimitChanges): Promise<Result<null>>;
}

interface LimitsOptions {
  readonly repository: LimitsRepository;
  /** undefined for an account that is not there. */
  readonly accountOf: (accountId: string) => ConfirmedAccount | undefined;
  readonly ask: (question: LimitsQuestion) => Promise<boolean>;
  readonly onChange: (accountId: string) => void;
}

export function createLimits({ repository, accountOf, ask, onChange }: LimitsOptions): Limits {
  function write(accountId: string, limits: AccountLimits): Result<null> {
    try {
      repository.write(accountId, limits);
    } catch (error) {
      if (error instanceof StorageError) return { ok: false, error: error.toAppError() };
      throw error;
    }
    onChange(accountId);
    return ok(null);
  }

  return {
    of: (accountId) => repository.read(accountId),

    async change(accountId, changes) {
      const account = accountOf(accountId);
      if (!account) return fail('account.unknown', 'There is no such account.');
      const from = repository.read(accountId);
      const to = changed(from, changes);
      const { atOnce, asked } = splitChange(from, to);
      const tightened = pick(from, to, atOnce);
      if (atOnce.length > 0) {
        const written = write(accountId, tightened);
        if (!written.ok) return written;
      }
      if (asked.length === 0) return ok(null);
      const accepted = await ask({
        kind: 'looser-limits',
        account,
        changes: asked.map((field) => ({ field, from: textOf(from[field]), to: textOf(to[field]) })),
      });
      if (!accepted) return fail('limit.not-confirmed', 'The looser limits were not confirmed.');
      if (!accountOf(accountId)) return fail('account.unknown', 'There is no such account.');
      const now = repository.read(accountId);
      // What was shown is what is done: a limit that is another one by now was not asked about.
      if (asked.some((field) => textOf(now[field]) !== textOf(from[field]))) {
        return fail('limit.changed', 'The limits were changed meanwhile.');
      }
      return write(accountId, pick(now, to, asked));
    },
  };
}

/** Without a field that is named as undefined: it stays. */
function changed(from: AccountLimits, changes: LimitChanges): AccountLimits {
  const named = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...from, ...(Object.fromEntries(named) as Partial<AccountLimits>) };
}

/** `base` with these fields of `other`. */
function pick(base: AccountLimits, other: AccountLimits, fields: readonly LimitField[]): AccountLimits {
  return { ...base, ...Object.fromEntries(fields.map((field) => [field, other[field]])) };
}

/** For the question; empty is no limit. */
function textOf(value: AccountLimits[LimitField]): string {
  if (value === null) return '';
  return typeof value === 'object' ? value.join(', ') : String(value);
}
