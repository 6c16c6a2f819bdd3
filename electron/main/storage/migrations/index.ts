import { ACCOUNTS } from './001-accounts';
import { ORDER_JOURNAL } from './002-order-journal';
import { LIMITS } from './003-limits';
import { WATCHLISTS } from './004-watchlists';
import { ALERTS } from './005-alerts';
import { WORKSPACE } from './006-workspace';
import { BALANCE_HISTORY } from './007-balance-history';

/**
 * Every step from an empty file to the newest schema, in order; `PRAGMA user_version` is the number of steps done.
 * Forward only: a step that was released is never edited, the next one is appended.
 */
export const MIGRATIONS: readonly string[] = [
  ACCOUNTS,
  ORDER_JOURNAL,
  LIMITS,
  WATCHLISTS,
  ALERTS,
  WORKSPACE,
  BALANCE_HISTORY,
];
