import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { electronSwitches } from '../electron-switches.mjs';
import { run } from '../run.mjs';
import { StepFailed } from '../say.mjs';

/** What electron/main/compiled.ts runs, after what that requires at once. @param {string} app folder */
function compiledModules(app) {
  const main = join(app, 'out/main');
  const compose = join(main, 'compose.cjs');
  const required = readFileSync(compose, 'latin1').matchAll(
    /^(?:const|let|var) \w+ = require\("(\.[^"]+)"\);$/gm,
  );
  return [...[...required].map(([, name = '']) => join(main, name)), compose];
}

/**
 * Has Electron write down, beside main, the code that its V8 makes of it, so that a start need not compile it.
 * @param {string} app folder of the laid out app
 * @param {string} electron executable of the Electron that is packed
 */
export async function makeCodeCache(app, electron) {
  const files = compiledModules(app);
  for (const file of files) rmSync(`${file}.cache`, { force: true });
  const script = join(import.meta.dirname, 'make-code-cache.mjs');
  // It needs no display: it is over before there would be a window.
  const switches = [...electronSwitches({ virtualDisplay: true }), '--ozone-platform=headless'];
  await run(electron, [script, ...files, ...switches], { timeoutMs: 60_000, what: 'making the code cache' });
  const missing = files.find((file) => !existsSync(`${file}.cache`));
  if (missing !== undefined) throw new StepFailed(`Electron made no code of ${missing}`);
}
