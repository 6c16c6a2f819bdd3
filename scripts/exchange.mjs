// Runs the paper exchange from the command line: npm run exchange -- --port 0 --seed 7 --key K --secret S
// Only its own ready line goes to stdout; what set-up has to say goes to stderr.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureNpmPackages } from './lib/npm-packages.mjs';
import { oneAtATime } from './lib/setup-lock.mjs';

const root = resolve(import.meta.dirname, '..');
const bundle = join(root, 'out/main/paper.cjs');

await oneAtATime(ensureNpmPackages);
await buildIfOlder();
// In this process: signals reach the exchange directly.
await import(pathToFileURL(bundle).href);

async function buildIfOlder() {
  const sources = [
    join(root, 'electron/paper'),
    join(root, 'shared/domain'),
    join(root, 'package-lock.json'),
  ];
  if (existsSync(bundle) && statSync(bundle).mtimeMs > Math.max(...sources.map(newest))) return;
  process.stderr.write('Building the paper exchange\n');
  const { build } = await import('vite');
  // The same settings as in electron.vite.config.ts, for this one entry. It takes its place whole, for another run may be reading it.
  const beside = join(root, `out/paper-${process.pid}`);
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    resolve: { alias: { '@shared': join(root, 'shared') } },
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: beside,
      target: 'node20',
      minify: false,
      rollupOptions: {
        input: { paper: join(root, 'electron/paper/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  });
  mkdirSync(join(root, 'out/main'), { recursive: true });
  renameSync(join(beside, 'paper.cjs'), bundle);
  rmSync(beside, { recursive: true });
}

/**
 * Time of the newest file at or below a path, ms.
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
