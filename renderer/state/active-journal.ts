import type { LimitsState } from '@shared/domain/limits';
import type { JournalState } from '@shared/domain/order-life';
import { activeAccount, connection, journal, limits } from './desk';
import type { Rune } from './rune';

/** The journal of the account that the desk trades on; undefined while main still sends that of another one, or before the first. */
export const activeJournal: Rune<JournalState | undefined> = {
  get current() {
    const value = journal.current;
    return value && value.accountId === activeAccount.current?.id ? value : undefined;
  },
};

/** The limits of that account; undefined as above. */
export const activeLimits: Rune<LimitsState | undefined> = {
  get current() {
    const value = limits.current;
    return value && value.accountId === activeAccount.current?.id ? value : undefined;
  },
};

/** The server's clock minus this machine's, ms; 0 before it was measured. */
export const clockOffset: Rune<number> = {
  get current() {
    return connection.current?.clockOffsetMs ?? 0;
  },
};
