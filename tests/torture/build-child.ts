import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/** Bundles the tortured process, so that it starts quickly; answers the file. */
export async function buildChild(folder: string): Promise<string> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@shared': join(root, 'shared') } },
    ssr: { noExternal: true, external: ['libsql', 'bufferutil', 'utf-8-validate'] },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rollupOptions: {
        input: { child: join(root, 'tests/torture/child.ts') },
        external: ['libsql', 'bufferutil', 'utf-8-validate'],
        output: { format: 'es', entryFileNames: '[name].js', codeSplitting: false },
      },
    },
  });
  return join(folder, 'child.js');
}
