import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../scripts/lib/paths.mjs';
import { bundle } from '../lib/bundle.mjs';
import { startWorker } from '../lib/workers.mjs';

const here = import.meta.dirname;

/** Packages whose whole is what their users import. */
const packages = /** @type {const} */ (['ccxt', 'binance', '@binance/spot', '@binance/connector']);

/**
 * @typedef {object} Load of one client, by round, each in a new process
 * @property {string} name
 * @property {number[]} ms from the import to its end
 * @property {number[]} cpuMs of all threads
 * @property {number[]} rssMb grown by the import
 * @property {number[]} heapMb held after a collection
 */

/**
 * Time and memory to load an exchange client in plain Node.
 * @param {{ rounds: number }} options
 * @returns {Promise<Load[]>} Perch first
 */
export async function measureExchangeLoad({ rounds }) {
  const { perch = '' } = await bundle(
    { perch: join(here, 'perch.ts') },
    { folder: 'exchange-load', splitting: true },
  );
  // As a program that has them as dependencies would find them.
  const { resolve } = createRequire(join(root, 'bench/package.json'));
  const modules = [
    { name: 'perch', url: pathToFileURL(perch).href },
    // The entry for `import`, where there is one of its own.
    ...packages.map((name) => ({ name, url: importedAs(name) ?? pathToFileURL(resolve(name)).href })),
  ];
  /** @type {Load[]} */
  const loads = modules.map(({ name }) => ({ name, ms: [], cpuMs: [], rssMb: [], heapMb: [] }));
  // The first round brings the files from the disk and is not counted.
  for (let round = -1; round < rounds; round += 1) {
    for (let turn = 0; turn < modules.length; turn += 1) {
      const at = (turn + round + 1) % modules.length;
      const worker = startWorker(join(here, 'child.mjs'), {
        args: [modules[at]?.url ?? ''],
        execArgs: ['--expose-gc'],
      });
      const seen = await worker.next();
      await worker.end();
      if (round < 0) continue;
      for (const what of /** @type {const} */ (['ms', 'cpuMs', 'rssMb', 'heapMb']))
        loads[at]?.[what].push(seen[what]);
    }
  }
  return loads;
}

/** @param {string} name @returns {string | undefined} the module that `import` of this package loads from bench/ */
function importedAs(name) {
  const require = createRequire(join(root, 'bench/package.json'));
  const { exports } = require(join(root, 'bench/node_modules', name, 'package.json'));
  const entry = exports?.['.']?.import;
  const file = typeof entry === 'string' ? entry : entry?.default;
  return file === undefined ? undefined : pathToFileURL(join(root, 'bench/node_modules', name, file)).href;
}
