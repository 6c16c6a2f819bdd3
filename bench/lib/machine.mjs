import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';

/**
 * What a figure depends on besides the code.
 * @typedef {object} Machine
 * @property {string} cpu
 * @property {number} cores
 * @property {number} memoryGb
 * @property {string} system
 * @property {string} node
 * @property {string} electron
 * @property {string} undici
 * @property {string} zod
 * @property {string} ccxt
 * @property {Record<string, string>} [peers] versions of other clients
 * @property {string} commit
 * @property {number} loadBefore processes that wanted a core in the minute before: above the number of cores the figures are noisy
 *
 * @param {string} electron its executable
 * @returns {Machine}
 */
export function describeMachine(electron) {
  const [cpu] = cpus();
  const versions = execFileSync(
    electron,
    ['-p', 'JSON.stringify([process.versions.electron, process.versions.chrome, process.versions.node])'],
    { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, encoding: 'utf8', timeout: 20_000 },
  );
  const [electronVersion, chromium, itsNode] = JSON.parse(versions);
  return {
    cpu: cpu?.model.trim() || 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()} ${process.arch}`,
    node: process.versions.node,
    electron: `${electronVersion} (Chromium ${chromium}, Node ${itsNode})`,
    undici: versionOf('bench/node_modules/undici'),
    zod: versionOf('bench/node_modules/zod'),
    ccxt: versionOf('bench/node_modules/ccxt'),
    peers: Object.fromEntries(
      ['ccxt', 'binance', '@binance/spot', '@binance/connector'].map((name) => [
        name,
        versionOf(`bench/node_modules/${name}`),
      ]),
    ),
    commit: commit(),
    loadBefore: Number((loadavg()[0] ?? 0).toFixed(1)),
  };
}

/** @param {string} folder */
function versionOf(folder) {
  return String(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')).version);
}

function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
