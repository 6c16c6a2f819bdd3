import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const folders = '{electron,shared,renderer,scripts,tests}';
/** Integration tests have a second word in their name, such as `endpoints.paper.test.ts`. */
const integration = `${folders}/**/*.*.test.ts`;

/**
 * Unit and integration tests stand beside the code; end-to-end tests have a config of their own.
 * Unit tests share their modules with others in the same process: to load them anew for each file took three quarters of the time.
 */
export default defineConfig({
  plugins: [svelte()],
  resolve: { alias: { '@shared': resolve(import.meta.dirname, 'shared') } },
  test: {
    setupFiles: ['shared/i18n/every-language.ts'],
    pool: 'forks',
    // More than the usual two cores, because many tests wait for sockets.
    maxWorkers: 4,
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [`${folders}/**/*.test.ts`],
          exclude: [integration],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'integration', include: [integration] } },
    ],
  },
});
