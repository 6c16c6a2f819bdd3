import { join } from 'node:path';
import { ensureAppBuilt } from '../../scripts/lib/built-app.mjs';
import { ensureElectron } from '../../scripts/lib/electron-runtime.mjs';
import { testFolder } from '../../scripts/lib/package/layout.mjs';
import { ensureUnpacked } from '../../scripts/lib/package/unpacked.mjs';
import { startDesktop } from '../../scripts/lib/session/desktop.mjs';

/**
 * Once per run: a built app, an Electron to run it, and on Linux the app packed as for users (but for the
 * debugger) and one virtual display for all test files, so that no
 * window appears on the developer's own. Buses and keyrings are per test, see environment.ts.
 */
export default async function prepareRun(): Promise<() => Promise<void>> {
  await ensureElectron();
  await ensureAppBuilt();
  if (process.platform !== 'linux') return () => Promise.resolve();
  if (process.env['PERCH_UNPACKED'] !== '1') {
    await ensureUnpacked();
    process.env['PERCH_TEST_BUILD'] = join(testFolder, 'perch');
  }
  const desktop = await startDesktop({ keyring: 'absent' });
  delete process.env['WAYLAND_DISPLAY'];
  Object.assign(process.env, desktop.env);
  return desktop.end;
}
