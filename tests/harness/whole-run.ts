import { ensureAppBuilt } from '../../scripts/lib/built-app.mjs';
import { ensureElectron } from '../../scripts/lib/electron-runtime.mjs';
import { startDesktop } from '../../scripts/lib/session/desktop.mjs';

/**
 * Once per run: a built app, an Electron to run it, and on Linux one virtual display for all test files, so that no
 * window appears on the developer's own. Buses and keyrings are per test, see environment.ts.
 */
export default async function prepareRun(): Promise<() => Promise<void>> {
  await ensureElectron();
  await ensureAppBuilt();
  if (process.platform !== 'linux') return () => Promise.resolve();
  const desktop = await startDesktop({ keyring: 'absent' });
  delete process.env['WAYLAND_DISPLAY'];
  Object.assign(process.env, desktop.env);
  return desktop.end;
}
