import { buildApp } from './lib/built-app.mjs';
import { ensureNpmPackages } from './lib/npm-packages.mjs';
import { sayFailure } from './lib/say.mjs';
import { oneAtATime } from './lib/setup-lock.mjs';

/** `npm run build`: builds main, preload and windows into `out/`, always. */
try {
  await oneAtATime(async () => {
    await ensureNpmPackages();
    await buildApp();
  });
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
