import { assertNever } from '@shared/domain/assert-never';
import { createExchangeConnection, type ExchangeConnectionOptions } from '../exchange/connection';
import type { Credentials } from '../exchange/redaction';
import type { NotSentCause, Outcome, UnknownCause } from '../exchange/outcome';
import type { RefusalMeaning } from '../exchange/jex/errors';

/** What a signed call says of a key. `reason` is the server's or the system's own words, literal text, empty when it works. */
export interface KeyCheck {
  readonly state: 'works' | 'key-refused' | 'secret-wrong' | 'clock' | 'unreachable' | 'failed';
  readonly reason: string;
}

/** Makes one signed call that changes nothing. Never rejects for what a server or network can do. */
export type CheckKey = (restUrl: string, credentials: Credentials) => Promise<KeyCheck>;

/** A check over a connection of its own, so that a key under test never touches a session in use. */
export function createKeyCheck(
  options: Pick<ExchangeConnectionOptions, 'proxy' | 'timeouts'> = {},
): CheckKey {
  return async (restUrl, credentials) => {
    let connection;
    try {
      connection = createExchangeConnection({ ...options, restUrl, credentials });
    } catch (error) {
      return { state: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
    try {
      const outcome = await connection.call('account', {});
      if (outcome.kind !== 'not-sent' || outcome.reason.cause !== 'clock') return keyCheckOf(outcome);
      // No timestamp could be made. That is the clock's doing only when the server tells its time at all.
      const time = await connection.call('time', {});
      return keyCheckOf(time.kind === 'answer' ? outcome : time);
    } finally {
      await connection.close();
    }
  };
}

export function keyCheckOf(outcome: Outcome<unknown>): KeyCheck {
  switch (outcome.kind) {
    case 'answer':
      return { state: 'works', reason: '' };
    case 'refused': {
      const { code, message, meaning } = outcome.refusal;
      return { state: STATES[meaning] ?? 'failed', reason: code === 0 ? message : `${message} (${code})` };
    }
    case 'not-sent':
      return { state: NOT_SENT[outcome.reason.cause] ?? 'failed', reason: outcome.reason.message };
    case 'unknown':
      return { state: UNKNOWN[outcome.reason.cause] ?? 'failed', reason: outcome.reason.message };
    default:
      return assertNever(outcome);
  }
}

const STATES: Partial<Record<RefusalMeaning, KeyCheck['state']>> = {
  'key-refused': 'key-refused',
  signature: 'secret-wrong',
  timestamp: 'clock',
};

const NOT_SENT: Partial<Record<NotSentCause, KeyCheck['state']>> = {
  dns: 'unreachable',
  'refused-connection': 'unreachable',
  unreachable: 'unreachable',
  'connect-timeout': 'unreachable',
  tls: 'unreachable',
  proxy: 'unreachable',
  clock: 'clock',
};

/** The rest came from something that answers, but not as this protocol does. */
const UNKNOWN: Partial<Record<UnknownCause, KeyCheck['state']>> = {
  reset: 'unreachable',
  timeout: 'unreachable',
  truncated: 'unreachable',
};
