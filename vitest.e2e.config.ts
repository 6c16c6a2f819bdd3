import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { MOST_AT_ONCE } from './tests/harness/at-once';

/**
 * End to end: the built app in a real Electron, with a display, session bus and keyring of the harness. Two files at a time, each on a
 * display of its own: on one display the windows of one app cover those of the other and take their focus.
 */
export default defineConfig({
  resolve: { alias: { '@shared': resolve(import.meta.dirname, 'shared') } },
  test: {
    include: ['tests/**/*.e2e.ts'],
    globalSetup: ['tests/harness/whole-run.ts'],
    setupFiles: ['shared/i18n/every-language.ts', 'tests/harness/own-display.ts'],
    pool: 'forks',
    maxWorkers: MOST_AT_ONCE,
    // Harness and Playwright are loaded once, and not for each file anew.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
