import type { AccountState } from '@shared/domain/account';
import { assertNever } from '@shared/domain/assert-never';

export type Tone = 'good' | 'warn' | 'bad' | 'quiet';

/** How urgently a state asks for the user: `bad` means that nothing signed can work until the user acts. */
export function stateTone(state: AccountState): Tone {
  switch (state) {
    case 'works':
      return 'good';
    case 'unchecked':
    case 'checking':
      return 'quiet';
    case 'unreachable':
    case 'clock':
    case 'keychain-locked':
    case 'locked':
    case 'failed':
      return 'warn';
    case 'key-refused':
    case 'secret-wrong':
    case 'keychain-missing':
    case 'no-key':
      return 'bad';
    default:
      return assertNever(state);
  }
}

/** Whether signed requests can be made at all: else ticket and balances say why not. */
export function canSign(state: AccountState): boolean {
  return !(['no-key', 'keychain-missing', 'keychain-locked', 'locked'] as AccountState[]).includes(state);
}
