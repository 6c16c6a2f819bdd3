import type { AccountKind, AccountState } from '@shared/domain/account';
import { assertNever } from '@shared/domain/assert-never';

/** What the user can do about a state: a button. */
export type NextStep = 'new-key' | 'check' | 'retry-keychain' | 'unlock';

/** The one step that helps; undefined while nothing is wrong. The practice account makes its key itself. */
export function nextStep(state: AccountState, kind: AccountKind): NextStep | undefined {
  switch (state) {
    case 'works':
    case 'checking':
      return undefined;
    case 'key-refused':
    case 'secret-wrong':
    case 'no-key':
      return kind === 'paper' ? 'check' : 'new-key';
    case 'locked':
      return 'unlock';
    case 'keychain-locked':
    case 'keychain-missing':
      return 'retry-keychain';
    case 'unchecked':
    case 'clock':
    case 'unreachable':
    case 'failed':
      return 'check';
    default:
      return assertNever(state);
  }
}
