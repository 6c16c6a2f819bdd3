import { median, quantile } from '../lib/statistics.mjs';
import { fixed, table } from './rows.mjs';

/** @typedef {import('./figures.mjs').Results} Results */

/** @param {NonNullable<Results['start']>} start */
export function startComparison({ perchAgain, packaged }) {
  const how = packaged
    ? 'the packaged app, with fuses and archive as users have it; the bare one is the same runtime folder with `bench/bare-window` in its archive'
    : 'from their folders, without an archive';
  return `- **Start** (${perchAgain.length} rounds by turns; ${how}): from just before the process is made to the line \`ready\` on its stdout, without a debugger. Perch prints it when the terminal's page has said that live prices of the paper exchange, which starts with it, are painted: in the second animation frame after they stood on the page. The bare window (same size and switches, one line of text) prints it when its second animation frame begins. With the profile of an earlier run whose welcome was read, and separately with none.`;
}

/** @param {NonNullable<Results['memory']>} memory */
export function memoryComparison(memory) {
  return `- **Memory** (${memory.perch.length} rounds): PSS of all processes of the app 20 s after \`ready\`, the paper exchange's process left out. Its pages that others share count for a part in theirs all the same; its own are told below.`;
}

/** @param {NonNullable<Results['orderCpu']>} orderCpu */
export function cpuComparison([first]) {
  return `- **An order over plain HTTP** (${first?.cpuUs.peer.length ?? 0} rounds of ${first?.ordersPerRound ?? 0} orders after a warm-up): user and system time of the whole process per order, from a validated intent to the parsed answer. The peer is the least code that sends the same bytes: a template, createHmac with the secret as text, undici.request on a keep-alive pool, JSON.parse. Each side has a process of its own; the server is another one and gives every order the same answer at once. Perch's limits are opened wide. "Guards and journal" writes each order to the disk twice, as in life.`;
}

/** @param {NonNullable<Results['latency']>} latency */
export function latencyComparison({ testMs, placeMs }) {
  return `- **Window to socket** (${testMs.length} calls): from \`perch.commands['order.test']\` in the terminal window to the first byte at the exchange, a process of its own that notes its arrival and passes it on to a paper exchange. A test order takes the way of an order (preload, router, guards, limits, signature, the same connection) without spending the limit of orders; ${placeMs.length} real ones are told beside it. Arriving includes the other process's waking up.`;
}

/** @param {NonNullable<Results['memory']>} memory */
export function memoryTable(memory) {
  const kinds = [
    ...new Set([...memory.perch, ...memory.bare].flatMap(({ byKind }) => Object.keys(byKind))),
  ].sort();
  /** @param {'perch' | 'bare'} name @param {string} kind */
  const mb = (name, kind) => fixed(median(memory[name].map(({ byKind }) => (byKind[kind] ?? 0) / 1024)), 0);
  const label = (/** @type {string} */ kind) =>
    kind === 'utility: node.mojom.NodeService' ? 'paper exchange (not counted)' : kind;
  const strangers = Math.max(...[...memory.perch, ...memory.bare].map((run) => run.strangers ?? 0));
  const rows = table(
    ['process', 'Perch, MB', 'bare window, MB'],
    kinds.map((kind) => [label(kind), mb('perch', kind), mb('bare', kind)]),
  );
  if (strangers === 0) return rows;
  return `${rows}\n\nUp to ${strangers} processes of the same Electron ran besides these and shared its pages: both figures are too low, and the ratio is too high.`;
}

/** @param {NonNullable<Results['latency']>} latency */
export function latencyText({ testMs, placeMs, ipcMs, resolutionMs, leastBackMs, failed }) {
  const shares = [0, 0.1, 0.5, 0.9, 0.99, 1];
  const rows = /** @type {const} */ ([
    ['test orders', testMs],
    ['real orders', placeMs],
    ['IPC alone, there and back', ipcMs],
  ]).map(([name, values]) => [
    name,
    String(values.length),
    ...shares.map((share) => fixed(quantile(values, share), 2)),
  ]);
  return [
    table(['ms', 'calls', 'least', 'p10', 'p50', 'p90', 'p99', 'most'], rows),
    `"IPC alone" is a call from the same window that main refuses at once: what this machine takes to carry a message there and back, without anything of the exchange.\n\nBoth ends read CLOCK_MONOTONIC: the exchange directly, the window through performance.now() and Chromium's record of when its navigation began. The window's clock has steps of ${fixed(resolutionMs, 3)} ms. Were the two apart, the least way there or the least way back (${fixed(leastBackMs, 2)} ms from the answer's leaving to its arrival in the window) would be below zero. ${failed} calls failed.`,
  ].join('\n\n');
}
