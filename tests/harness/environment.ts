import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDesktop, type KeyringState } from '../../scripts/lib/session/desktop.mjs';
import { lockKeyring } from '../../scripts/lib/session/keyring.mjs';

export type { KeyringState };

/** A session bus and keyring of a test's own, on the display of the run. */
export interface TestEnvironment {
  /** To be laid over the environment of the processes under test. */
  readonly env: Readonly<Record<string, string>>;
  /** Address of the session bus, for a harness that plays a part on it (tray, notifications). */
  readonly bus: string;
  /** Locks the keyring as its user would; from then on nobody answers the prompt to unlock it. */
  lockKeyring(): Promise<void>;
  end(): Promise<void>;
}

/**
 * Starts the session a test needs. `locked` is a keyring that was made by an earlier session and stays locked.
 * @param keyring what the app finds, see KeyringState; default an unlocked keyring
 */
export async function startEnvironment(keyring: KeyringState = 'unlocked'): Promise<TestEnvironment> {
  const keyringFolder = await mkdtemp(join(tmpdir(), 'perch-keyring-'));
  if (keyring === 'locked') await makeKeyring(keyringFolder);
  const desktop = await startDesktop({ keyring, keyringFolder, display: false });
  const bus = desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '';
  return {
    env: desktop.env,
    bus,
    lockKeyring: () => lockKeyring(bus),
    end: async () => {
      await desktop.end();
      await rm(keyringFolder, { recursive: true, force: true });
    },
  };
}

/** A session that begins and ends, leaving its login keyring behind. */
async function makeKeyring(keyringFolder: string): Promise<void> {
  const earlier = await startDesktop({ keyring: 'unlocked', keyringFolder, display: false });
  await earlier.end();
}
