import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../../scripts/lib/paths.mjs';

/** What was built for a run, and its raw results. Ignored by git. */
export const outputFolder = join(root, 'out/bench');

const suffixes = { es: 'mjs', iife: 'js', cjs: 'cjs' };

/**
 * Bundles the entries as main is bundled (electron.vite.config.ts), each into one file with everything it imports.
 * @param {Record<string, string>} entries name → file
 * @param {{ minify?: boolean, folder?: string, format?: keyof typeof suffixes, splitting?: boolean }} [options]
 * `iife` for a page, `cjs` for a preload; `splitting` leaves what is loaded on demand in files of its own, as in main
 * @returns {Promise<Record<string, string>>} name → built file
 */
export async function bundle(
  entries,
  { minify = false, folder = 'built', format = 'es', splitting = false } = {},
) {
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
          external: ['electron', 'libsql'],
          output: { format, entryFileNames: `[name].${suffixes[format]}`, codeSplitting: splitting },
        },
      },
    });
  }
  return Object.fromEntries(
    Object.keys(entries).map((name) => [name, join(outDir, `${name}.${suffixes[format]}`)]),
  );
}
