import type { Account } from '@shared/domain/account';
import { assertNever } from '@shared/domain/assert-never';
import type { Result } from '@shared/domain/result';
import { send } from '../state/commands';
import { t } from '../state/language';
import type { NextStep } from './next-step';

/** What the button of a step says. */
export function stepLabel(step: NextStep): string {
  switch (step) {
    case 'new-key':
      return t('accounts.newKey');
    case 'check':
      return t('accounts.check');
    case 'retry-keychain':
      return t('keychain.retry');
    case 'unlock':
      return t('accounts.unlock');
    default:
      return assertNever(step);
  }
}

export function takeStep(step: NextStep, { id }: Pick<Account, 'id'>): Promise<Result<null>> {
  switch (step) {
    case 'new-key':
      return send('account.openKeyWindow', { accountId: id });
    case 'check':
      return send('account.check', { accountId: id });
    case 'retry-keychain':
      return send('keychain.retry');
    case 'unlock':
      return send('account.unlock');
    default:
      return assertNever(step);
  }
}
