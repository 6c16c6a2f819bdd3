import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeBillOfMaterials } from './bill-of-materials.mjs';
import { root } from './paths.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';
import { digest, readStamp, writeStamp } from './stamp.mjs';

const output = join(root, 'out');
/** Inside the output, so that deleting it deletes the claim that it is up to date. */
const stampFile = join(output, '.perch-built.json');
const sourceFolders = ['electron', 'renderer', 'shared', 'resources'];
const sourceFiles = [
  'electron.vite.config.ts',
  'svelte.config.js',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
  ...['bill-of-materials', 'supply-chain', 'third-party'].map((name) => `scripts/lib/${name}.mjs`),
  ...['draw', 'icns', 'ico'].map((name) => `scripts/lib/icons/${name}.mjs`),
];

/** @param {string} file */
const isTest = (file) => /\.(test|e2e)\.ts$/.test(file);

/** By content rather than by time: a checkout touches files without changing them, and the reverse. */
function sourcesDigest() {
  const nested = sourceFolders.flatMap((folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && !isTest(entry.name))
          .map((entry) => join(entry.parentPath, entry.name))
      : [],
  );
  const files = [...nested, ...sourceFiles.map((name) => join(root, name))].sort();
  return digest(
    files.map((file) => `${file.slice(root.length)} ${digest(readFileSync(file, 'latin1'))}`).join('\n'),
  );
}

/** Builds main, preload and windows into `out/`, whatever is there. */
export async function buildApp() {
  const made = sourcesDigest();
  forgetBuild();
  say('building the app (electron-vite build)');
  await run(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    timeoutMs: 5 * 60_000,
    what: 'the build',
  });
  // Loaded now: packages may have been installed only a moment ago.
  const { drawIcons } = await import('./icons/draw.mjs');
  drawIcons(join(output, 'icons'));
  writeBillOfMaterials(output);
  writeStamp(stampFile, made);
}

/** Builds when a source has changed since the last build. */
export async function ensureAppBuilt() {
  if (readStamp(stampFile) === sourcesDigest()) return;
  await buildApp();
}

/** To be called before something else writes to the output, as hot reload does: the next start builds anew. */
export function forgetBuild() {
  rmSync(stampFile, { force: true });
}
