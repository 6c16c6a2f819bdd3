import type { Account } from '@shared/domain/account';
import { accountName } from '@shared/i18n/account-name';
import { settings } from '../state/settings';

/** An account's name on the screen; follows the language where Svelte reads it. Empty without an account. */
export function shownName(account: Pick<Account, 'name' | 'kind'> | undefined): string {
  return account ? accountName(account, settings.current.language) : '';
}
