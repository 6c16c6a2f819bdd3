import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Unit and integration tests stand beside the code; end-to-end tests have a config of their own. */
export default defineConfig({
  plugins: [svelte()],
  resolve: { alias: { '@shared': resolve(import.meta.dirname, 'shared') } },
  test: {
    include: ['{electron,shared,renderer,scripts,tests}/**/*.test.ts'],
    setupFiles: ['shared/i18n/every-language.ts'],
    pool: 'forks',
    // More than the usual two cores, because many tests wait for sockets.
    maxWorkers: 3,
    testTimeout: 20_000,
  },
});
