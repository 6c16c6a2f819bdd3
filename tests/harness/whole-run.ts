import { join } from 'node:path';
import { ensureAppBuilt } from '../../scripts/lib/built-app.mjs';
import { ensureElectron } from '../../scripts/lib/electron-runtime.mjs';
import { testFolder } from '../../scripts/lib/package/layout.mjs';
import { ensureUnpacked } from '../../scripts/lib/package/unpacked.mjs';
import { startDesktop } from '../../scripts/lib/session/desktop.mjs';
import { DISPLAYS, MOST_AT_ONCE } from './at-once';

/**
 * Once per run: a built app, an Electron to run it, and on Linux the app packed as for users (but for the debugger) and a virtual display
 * for each of the workers, so that no window appears on the developer's own and none takes the focus from one of another test. Buses and keyrings are per test, see environment.ts.
 */
export default async function prepareRun(): Promise<() => Promise<void>> {
  await ensureElectron();
  await ensureAppBuilt();
  if (process.platform !== 'linux') return () => Promise.resolve();
  if (process.env['PERCH_UNPACKED'] !== '1') {
    await ensureUnpacked();
    process.env['PERCH_TEST_BUILD'] = join(testFolder, 'perch');
  }
  const desktops = await Promise.all(
    Array.from({ length: MOST_AT_ONCE }, () => startDesktop({ keyring: 'absent' })),
  );
  delete process.env['WAYLAND_DISPLAY'];
  Object.assign(process.env, desktops[0]?.env);
  process.env[DISPLAYS] = JSON.stringify(desktops.map(({ env }) => env));
  return async () => void (await Promise.all(desktops.map(({ end }) => end())));
}
