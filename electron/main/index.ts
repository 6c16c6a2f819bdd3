import './leave-when-debugged';
import { join } from 'node:path';
import { app } from 'electron';
import { begin } from './beginning';
import type * as Compose from './compose';
import { registerAppScheme } from './windows/app-scheme';
import { lockContents } from './windows/content-rules';
import { runCompiled } from './compiled';
import { forbidCoreDumps } from './core-dumps';

/*
 * Start-up order: no debugger, private files, one instance, the rules for pages; when Electron is ready the window and the paper exchange,
 * and then everything else, which is not even read before. Nothing here waits longer than it must.
 */

// Files of ours are for the user alone (SECURITY: userData 0700 and files 0600).
process.umask(0o077);
forbidCoreDumps();

// Electron names the folder after the app; tests and a second profile name another with --user-data-dir.
if (!app.commandLine.hasSwitch('user-data-dir'))
  app.setPath('userData', join(app.getPath('appData'), 'perch'));

if (app.requestSingleInstanceLock()) {
  registerAppScheme();
  lockContents(app);
  void app.whenReady().then(() => {
    const beginning = begin();
    const { exports, codeCache } = runCompiled(join(import.meta.dirname, 'compose.cjs'));
    (exports as typeof Compose).compose(beginning, codeCache);
  });
} else {
  process.stdout.write('Perch is already running: its window was brought to the front.\n');
  app.quit();
}
