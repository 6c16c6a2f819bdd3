/**
 * What is reachable in the heaps of main and of a window, after a full collection in each.
 * @typedef {object} Heaps
 * @property {number} mainMb JavaScript heap
 * @property {number} mainExternalMb buffers outside of it
 * @property {number} windowMb JavaScript heap
 *
 * @param {import('./desk.mjs').Desk} desk
 * @returns {Promise<Heaps>}
 */
export async function heapsOf({ app, terminal }) {
  const main = await app.evaluate(() => {
    const v8 = process.getBuiltinModule('node:v8');
    v8.setFlagsFromString('--expose-gc');
    const collect = process.getBuiltinModule('node:vm').runInNewContext('gc');
    collect();
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return { heapUsed, external };
  });
  const client = await terminal.context().newCDPSession(terminal);
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  await client.detach();
  const mb = (/** @type {number} */ bytes) => bytes / 2 ** 20;
  return { mainMb: mb(main.heapUsed), mainExternalMb: mb(main.external), windowMb: mb(usedSize) };
}
