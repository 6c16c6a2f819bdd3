import { join } from 'node:path';
import { forgetBuild } from './lib/built-app.mjs';
import { endGroup, exitCodeOf, startChild } from './lib/children.mjs';
import { electronSwitches } from './lib/electron-switches.mjs';
import { onFirstSignal } from './lib/on-first-signal.mjs';
import { root } from './lib/paths.mjs';
import { hasDisplay, startRunSession } from './lib/run-session.mjs';
import { say, sayFailure } from './lib/say.mjs';
import { setUp } from './lib/setup.mjs';

const graceMs = 5_000;
const interrupted = 130;

/** @type {() => void} */
let stop = () => process.exit(interrupted);

/** `npm run dev`: the app with its windows reloaded, and main restarted, when a source file changes. */
async function develop() {
  const virtualDisplay = !hasDisplay();
  await setUp({ ownSession: virtualDisplay, build: false });
  forgetBuild();
  const session = await startRunSession();
  try {
    say('starting Perch with hot reload (electron-vite dev)');
    const electronVite = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
    const switches = [...electronSwitches({ virtualDisplay }), ...process.argv.slice(2)];
    const child = startChild(process.execPath, [electronVite, 'dev', '--watch', '--', ...switches], {
      cwd: root,
      env: { ...process.env, ...session.env, PERCH_ANNOUNCE_READY: '1' },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    /** @type {Promise<void> | undefined} */
    let ended;
    stop = () => void (ended ??= endGroup(child, graceMs));
    process.exitCode = await exitCodeOf(child);
    // electron-vite ends before the app it has started.
    await (ended ?? endGroup(child, graceMs));
  } finally {
    await session.end();
  }
}

onFirstSignal(() => stop());
try {
  await develop();
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
