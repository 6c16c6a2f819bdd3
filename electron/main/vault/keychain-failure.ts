import type { KeychainState } from '@shared/domain/connection';
import { fail, type AppError } from '@shared/domain/result';

export type KeychainFailure = Extract<KeychainState, { readonly reason: string }>['state'];

/**
 * What keytar's words mean (SECURITY: keytar facts). The order counts: an error of a missing Secret Service names D-Bus too.
 * The last two of `locked` are macOS's.
 */
const MEANINGS: readonly (readonly [RegExp, KeychainFailure])[] = [
  [
    /provided by any \.service|ServiceUnknown|disconnected from message bus|StartServiceByName/i,
    'no-secret-service',
  ],
  [/Object does not exist at path|No such (?:secret )?collection/i, 'no-keyring'],
  [/locked collection|is locked|dismissed|user cancel|interaction is not allowed/i, 'locked'],
  [
    /D-?Bus|Could not connect|connection refused|connection is closed|address is empty|transport|native addon|libsecret/i,
    'no-service',
  ],
];

export function failureOf(error: unknown): { failure: KeychainFailure; reason: string } {
  const reason = error instanceof Error ? error.message : String(error);
  return { failure: MEANINGS.find(([words]) => words.test(reason))?.[1] ?? 'failed', reason };
}

const MESSAGES: Record<KeychainFailure | 'waiting', string> = {
  'no-service': 'The keychain service cannot be reached.',
  'no-secret-service': 'No program that keeps secrets is running (gnome-keyring, KWallet or KeePassXC).',
  'no-keyring': 'The keychain has no default keyring yet.',
  locked: 'The keychain is locked.',
  waiting: 'The keychain is waiting for an answer in a window of its own.',
  failed: 'The keychain answered with an error.',
};

/** Code `keychain.<failure>`; details `reason` in the system's own words. */
export function keychainError(
  failure: KeychainFailure | 'waiting',
  reason: string,
): { ok: false; error: AppError } {
  return fail(`keychain.${failure}`, MESSAGES[failure], { retryable: true, details: { reason } });
}
