import type { Account } from '../domain/account';
import type { Language } from '../domain/settings';
import { visibleText } from '../domain/visible-text';
import { translate } from './translate';

/** What the practice account is called where it is kept, until its owner calls it something else. */
export const PRACTICE_NAME = 'Practice account';

/** An account's name for the screen: the user's own is shown as it is, that of the practice account in the language of the desk. */
export function accountName({ name, kind }: Pick<Account, 'name' | 'kind'>, language: Language): string {
  return kind === 'paper' && name === PRACTICE_NAME
    ? translate(language, 'accounts.practice')
    : visibleText(name);
}
