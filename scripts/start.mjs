import { endChild, exitCodeOf, startChild } from './lib/children.mjs';
import { electronSwitches } from './lib/electron-switches.mjs';
import { onFirstSignal } from './lib/on-first-signal.mjs';
import { root } from './lib/paths.mjs';
import { hasDisplay, startRunSession } from './lib/run-session.mjs';
import { say, sayFailure } from './lib/say.mjs';
import { setUp } from './lib/setup.mjs';

/** How long the app may take to end by itself before it is killed. */
const appGraceMs = 4_000;
const interrupted = 130;

/** @type {() => void} */
let stop = () => process.exit(interrupted);

/** `npm start`: sets up what is missing, runs the app, and ends everything it started when the app ends. */
async function start() {
  const virtualDisplay = !hasDisplay();
  const electron = await setUp({ ownSession: virtualDisplay, build: true });
  const session = await startRunSession();
  try {
    say('starting Perch');
    const app = startChild(
      electron,
      [root, ...electronSwitches({ virtualDisplay }), ...process.argv.slice(2)],
      {
        cwd: root,
        env: { ...process.env, ...session.env, PERCH_ANNOUNCE_READY: '1' },
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    stop = () => void endChild(app, appGraceMs);
    process.exitCode = await exitCodeOf(app);
  } finally {
    await session.end();
  }
}

onFirstSignal(() => stop());
try {
  await start();
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
