import type { ConfirmedAccount } from '@shared/domain/confirmation';
import { visibleText } from '@shared/domain/visible-text';
import { t } from '../state/language';

/** `Main account ····dEh8`, so that two accounts of one name are told apart. */
export function accountText({ name, keyTail }: ConfirmedAccount): string {
  return keyTail === '' ? visibleText(name) : t('confirm.accountKey', { name, tail: keyTail });
}
