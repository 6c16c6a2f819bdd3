import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * End to end: the built app in a real Electron, with a display, session bus and keyring of the harness. One file at a time: with two apps at
 * once on two processors a window now and then draws no frame for half a minute, and a click waits for one.
 */
export default defineConfig({
  resolve: { alias: { '@shared': resolve(import.meta.dirname, 'shared') } },
  test: {
    include: ['tests/**/*.e2e.ts'],
    globalSetup: ['tests/harness/whole-run.ts'],
    setupFiles: ['shared/i18n/every-language.ts'],
    pool: 'forks',
    fileParallelism: false,
    // Harness and Playwright are loaded once, and not for each file anew.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
