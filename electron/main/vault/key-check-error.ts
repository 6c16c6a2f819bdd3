import { fail, type Result } from '@shared/domain/result';
import type { KeyCheck } from './check-key';

type Failure = Exclude<KeyCheck['state'], 'works'>;

const FIELDS: Record<Failure, string> = {
  'key-refused': 'keyId',
  'secret-wrong': 'secret',
  clock: 'restUrl',
  unreachable: 'restUrl',
  failed: 'restUrl',
};

const MESSAGES: Record<Failure, string> = {
  'key-refused': 'The exchange refused the key.',
  'secret-wrong': 'The secret does not belong to this key.',
  clock: 'The exchange refused the time of the request.',
  unreachable: 'The exchange cannot be reached.',
  failed: 'The exchange did not accept a signed request.',
};

/**
 * Code `account.<state>`, details `field` (where to look) and `reason` (the server's words, without a point at the end: they stand
 * within a sentence); nothing was stored.
 */
export function keyCheckError({ state, reason }: KeyCheck): Result<never> {
  const failure: Failure = state === 'works' ? 'failed' : state;
  return fail(`account.${failure}`, MESSAGES[failure], {
    retryable: failure === 'clock' || failure === 'unreachable',
    details: { field: FIELDS[failure], reason: reason.replace(/\.$/, '') },
  });
}
