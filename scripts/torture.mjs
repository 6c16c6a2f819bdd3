import { join } from 'node:path';
import { onFirstSignal } from './lib/on-first-signal.mjs';
import { ensureNpmPackages } from './lib/npm-packages.mjs';
import { root } from './lib/paths.mjs';
import { sayFailure } from './lib/say.mjs';
import { oneAtATime } from './lib/setup-lock.mjs';
import { withTypeScript } from './lib/typescript-modules.mjs';

const stop = new AbortController();

/** @typedef {{ main: (args: readonly string[], folder: string, signal: AbortSignal) => Promise<number> }} Torture */

/** `npm run torture -- --runs 200 --seed 1 [--from 0] [--at-once 24] [--run K]`: see docs/torture.md. Ends with code 0 only when nothing was lost. */
async function torture() {
  await oneAtATime(ensureNpmPackages);
  await withTypeScript(async (load) => {
    const { main } = /** @type {Torture} */ (await load('/tests/torture/main.ts'));
    process.exitCode = await main(process.argv.slice(2), join(root, 'out/torture'), stop.signal);
  });
}

onFirstSignal(() => stop.abort());
try {
  await torture();
} catch (error) {
  sayFailure(error);
  process.exit(1);
}
