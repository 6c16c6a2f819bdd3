import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Each has apps of its own and waits for no clock but its own: two at a time lose nothing by sharing the processors. */
const TOGETHER = [
  'accessibility',
  'book',
  'bridge',
  'canary',
  'chart',
  'confirm',
  'confirm-orders',
  'content-policy',
  'edit-order',
  'environment',
  'fill-notices',
  'javascript-budget',
  'keychain',
  'main-job',
  'navigation',
  'odd-symbols',
  'profile',
  'quit',
  'settings',
  'ticket',
  'watchlists',
  'welcome',
  'windows',
  'workspace',
].map((name) => `tests/${name}.e2e.ts`);

const shared = {
  setupFiles: ['shared/i18n/every-language.ts'],
  pool: 'forks' as const,
  testTimeout: 120_000,
  hookTimeout: 60_000,
};
const alias = { '@shared': resolve(import.meta.dirname, 'shared') };

/**
 * End to end: the built app in a real Electron, with a display, session bus and keyring of the harness. First the tests that look at how
 * fast something is noticed, one after the other; then the others, two at a time, because much of each is waiting.
 */
export default defineConfig({
  test: {
    globalSetup: ['tests/harness/whole-run.ts'],
    projects: [
      {
        resolve: { alias },
        test: {
          ...shared,
          name: 'alone',
          include: ['tests/**/*.e2e.ts'],
          exclude: TOGETHER,
          maxWorkers: 1,
          sequence: { groupOrder: 0 },
        },
      },
      {
        resolve: { alias },
        test: {
          ...shared,
          name: 'together',
          include: TOGETHER,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
