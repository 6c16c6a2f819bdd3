/**
 * Imports what it is told and tells what that cost. Started with --expose-gc, so that garbage of loading does not count as heap that is held.
 * The parent waits for one message.
 */
const [wanted = ''] = process.argv.slice(2);
const collect = /** @type {() => void} */ (globalThis.gc);
collect();
const before = process.memoryUsage();
const cpu = process.cpuUsage();
const began = performance.now();
await import(wanted);
const ms = performance.now() - began;
const { user, system } = process.cpuUsage(cpu);
const loaded = process.memoryUsage();
collect();
const settled = process.memoryUsage();
process.send?.({
  ms,
  cpuMs: (user + system) / 1_000,
  rssMb: (loaded.rss - before.rss) / 2 ** 20,
  heapMb: (settled.heapUsed - before.heapUsed) / 2 ** 20,
});
