import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { debuggingSwitches } from './debugging-switches';

/* Imported before everything else: what is refused here must not have read or opened anything. */

/** sysexits(3), EX_CONFIG: it was started in a way that it must not be. */
const REFUSED = 78;

/**
 * The build for the tests of the packaged app says so in its manifest, and lets a debugger in; that and a fuse are its whole difference
 * (docs/packaging.md). On macOS and Windows the manifest is under the archive's integrity.
 */
function isTestBuild(): boolean {
  const manifest: unknown = JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && Reflect.get(manifest, 'perchBuild') === 'test';
}

const given = app.isPackaged ? debuggingSwitches((name) => app.commandLine.hasSwitch(name)) : [];
if (given.length > 0 && !isTestBuild()) {
  const named = given.map((name) => `--${name}`).join(' ');
  process.stderr.write(
    `Perch does not start with ${named}: it would let another program look at your keys. Start it without.\n` +
      `Perch 不会以 ${named} 启动：这会让其他程序看到你的密钥。请去掉后再启动。\n`,
  );
  // At once and without an event: app.exit would let the rest of main begin.
  process.exit(REFUSED);
}
