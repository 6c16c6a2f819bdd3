import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { say } from '../../scripts/lib/say.mjs';
import { digest, readStamp, writeStamp } from '../../scripts/lib/stamp.mjs';

const folder = join(root, 'bench');
const stampFile = join(folder, 'node_modules/.perch-installed.json');

/** Installs what only the bench needs, exactly as bench/package-lock.json names it, when that has not been done yet. */
export async function ensurePeerPackages() {
  const lock = digest(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  if (existsSync(join(folder, 'node_modules')) && readStamp(stampFile) === lock) return;
  say('installing the packages that Perch is measured against (npm ci --prefix bench)');
  await run(
    'npm',
    ['ci', '--prefix', 'bench', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      timeoutMs: 5 * 60_000,
      what: 'npm ci --prefix bench',
    },
  );
  writeStamp(stampFile, lock);
}
