import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * Runs something with modules written in TypeScript, which vite loads; `load` takes their path from the root of the repository.
 * @template T
 * @param {(load: (path: string) => Promise<unknown>) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withTypeScript(use) {
  // Imported here because packages may have been installed just now.
  const { createServer } = await import('vite');
  const vite = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    resolve: { alias: { '@shared': join(root, 'shared') } },
  });
  try {
    return await use((path) => vite.ssrLoadModule(path));
  } finally {
    await vite.close();
  }
}
