import type { AccountState } from '@shared/domain/account';
import type { ConnectionStatus, KeychainState } from '@shared/domain/connection';

/** Something that the user should know before trusting the desk, or has to do something about. */
export type Condition =
  'offline' | 'account' | 'limited' | 'silent' | 'streams' | 'clock' | 'woken' | 'keychain';

/** PROTOCOL: a request over 1 s ahead of the server is refused; from there on the clock is worth a notice. */
const CLOCK_TOLERANCE_MS = 1_000;
/** Longer than the age that greys a price: a notice moves the desk, and a short silence is not worth that. */
const SILENT_MS = 8_000;

export interface Facts {
  readonly connection: Pick<ConnectionStatus, 'state' | 'clockOffsetMs' | 'blockedUntil'> & {
    readonly streams: Pick<ConnectionStatus['streams'], 'state'>;
  };
  /** How long nothing was heard (ms), see silence.ts. */
  readonly silent: number | undefined;
  /** How long ago the machine woke (ms), as long as that is worth saying. */
  readonly woken: number | undefined;
  readonly keychain: KeychainState['state'];
  /** The state of the active account when something is wrong with it, and whether its key waits for the keychain. */
  readonly account?: { readonly state: AccountState; readonly waitsForKeychain: boolean } | undefined;
}

/** All that stands, gravest first; what follows from another one is not said again. */
export function conditionsOf({ connection, silent, woken, keychain, account }: Facts): Condition[] {
  const offline = connection.state === 'offline';
  const keychainTrouble = keychain !== 'available' && keychain !== 'unknown';
  const stands: Readonly<Record<Condition, boolean>> = {
    offline,
    account:
      account !== undefined &&
      // The connection says it.
      account.state !== 'unreachable' &&
      !(keychainTrouble && account.waitsForKeychain),
    limited: connection.state === 'limited' && connection.blockedUntil !== null,
    silent: silent !== undefined && silent >= SILENT_MS && woken === undefined,
    streams: connection.streams.state === 'unreachable' && !offline,
    clock: Math.abs(connection.clockOffsetMs ?? 0) > CLOCK_TOLERANCE_MS,
    woken: woken !== undefined,
    keychain: keychainTrouble,
  };
  return (Object.keys(stands) as Condition[]).filter((condition) => stands[condition]);
}
