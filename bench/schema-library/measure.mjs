import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { root } from '../../scripts/lib/paths.mjs';
import { bundle } from '../lib/bundle.mjs';

const peers = join(root, 'bench/peers');
const sides = {
  valibot: join(import.meta.dirname, 'order-input-valibot.ts'),
  zod: join(peers, 'order-input-zod.js'),
  'zod-jitless': join(peers, 'order-input-zod-jitless.js'),
  'zod-mini': join(peers, 'order-input-zod-mini.js'),
};

const good = {
  intentId: '0b5f0a52-6a4f-4f2e-9f6f-0d5d3d4b7d10',
  accountId: '6f1c9d0e-8f54-4a9a-9d36-0f2f7f0f8f21',
  intent: { symbol: 'BTCUSDT', side: 'BUY', price: '20000.01', quantity: '0.1234' },
};
const bad = { ...good, intent: { ...good.intent, price: '1e5' } };

/**
 * @typedef {object} SchemaLibrary
 * @property {string} name
 * @property {number} bytes minified, without what all sides share
 * @property {number} gzipBytes
 * @property {number[]} goodNs per check of a good input, by round
 * @property {number[]} badNs per check of an input that one rule refuses, by round
 */

/**
 * The same schema in each library: what it adds to a bundle, and how long a check takes.
 * @param {{ rounds: number, checks: number }} options
 * @returns {Promise<SchemaLibrary[]>}
 */
export async function measureSchemaLibraries({ rounds, checks }) {
  const built = await bundle(
    { ...sides, nothing: join(import.meta.dirname, 'no-schema.ts') },
    { minify: true, folder: 'schemas' },
  );
  const shared = sizesOf(String(built['nothing']));
  const results = [];
  for (const name of Object.keys(sides)) {
    const file = String(built[name]);
    const { bytes, gzipBytes } = sizesOf(file);
    const { accepts } = await import(pathToFileURL(file).href);
    if (!accepts(good) || accepts(bad)) throw new Error(`${name} does not do what the others do`);
    /** @type {SchemaLibrary} */
    const result = {
      name,
      bytes: bytes - shared.bytes,
      gzipBytes: gzipBytes - shared.gzipBytes,
      goodNs: [],
      badNs: [],
    };
    results.push({ result, accepts });
  }
  // The first round warms up and is not counted.
  for (let round = -1; round < rounds; round += 1) {
    for (const { result, accepts } of results) {
      const goodNs = nsPerCheck(accepts, good, checks);
      const badNs = nsPerCheck(accepts, bad, checks);
      if (round < 0) continue;
      result.goodNs.push(goodNs);
      result.badNs.push(badNs);
    }
  }
  return results.map(({ result }) => result);
}

/** @param {(input: unknown) => boolean} accepts @param {unknown} input @param {number} checks */
function nsPerCheck(accepts, input, checks) {
  const began = process.hrtime.bigint();
  for (let n = 0; n < checks; n += 1) accepts(input);
  return Number(process.hrtime.bigint() - began) / checks;
}

/** @param {string} file */
function sizesOf(file) {
  const source = readFileSync(file);
  return { bytes: source.length, gzipBytes: gzipSync(source, { level: 9 }).length };
}
