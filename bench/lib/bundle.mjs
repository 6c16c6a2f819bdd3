import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../../scripts/lib/paths.mjs';

/** What was built for a run, and its raw results. Ignored by git. */
export const outputFolder = join(root, 'out/bench');

/**
 * Bundles the entries as main is bundled (electron.vite.config.ts), each into one file with everything it imports.
 * @param {Record<string, string>} entries name → file
 * @param {{ minify?: boolean, folder?: string, format?: 'es' | 'iife' }} [options] `iife` for a script of a page
 * @returns {Promise<Record<string, string>>} name → built file
 */
export async function bundle(entries, { minify = false, folder = 'built', format = 'es' } = {}) {
  const outDir = join(outputFolder, folder);
  for (const [name, file] of Object.entries(entries)) {
    await build({
      root,
      configFile: false,
      logLevel: 'warn',
      resolve: { alias: { '@shared': join(root, 'shared') } },
      ssr: { noExternal: true },
      build: {
        ssr: true,
        outDir,
        emptyOutDir: false,
        target: 'node20',
        minify,
        rollupOptions: {
          input: { [name]: file },
          external: ['electron'],
          output: { format, entryFileNames: '[name].mjs', codeSplitting: false },
        },
      },
    });
  }
  return Object.fromEntries(Object.keys(entries).map((name) => [name, join(outDir, `${name}.mjs`)]));
}
