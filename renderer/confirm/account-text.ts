import type { ConfirmedAccount } from '@shared/domain/confirmation';
import { shownName } from '../accounts/shown-name';
import { t } from '../state/language';

/** `Main account ····dEh8`, so that two accounts of one name are told apart. */
export function accountText(account: ConfirmedAccount): string {
  const name = shownName(account);
  return account.keyTail === '' ? name : t('confirm.accountKey', { name, tail: account.keyTail });
}
