import { median, quantile } from '../lib/statistics.mjs';
import { figuresOf } from './figures.mjs';
import { journalComparison, journalSection } from './journal.mjs';
import { marketComparisons, stormSection, symbolsTable } from './market-text.mjs';
import { fixed, spreadText, table } from './rows.mjs';
import { trayComparison } from './tray.mjs';

/** @typedef {import('./figures.mjs').Results} Results */

/** docs/performance.md, from the results of a whole run. @param {Results} results */
export function performancePage(results) {
  const rows = figuresOf(results).map(({ what, perch, peer, ratio, target, verdict }) => [
    what,
    perch,
    peer,
    ratio,
    target,
    verdict,
  ]);
  return `${[
    '# Performance',
    'Written by `npm run bench` from its own results; do not edit. Each figure is measured against its peer in the same run, in rounds by turns, and told as the median with the quartiles in brackets; a ratio is the median of the ratios of the rounds.',
    table(['what', 'Perch', 'peer', 'ratio', 'target', ''], rows),
    '## The machine',
    machineTable(results),
    '## What is compared with what',
    comparisons(results),
    ...(results.memory ? ['## Where the memory is', memoryTable(results.memory)] : []),
    ...(results.latency ? ['## From the window to the exchange', latencyText(results.latency)] : []),
    ...(results.journal ? ['## Order journal', journalSection(results.journal)] : []),
    ...(results.storm ? ['## Ten thousand updates a second', stormSection(results.storm)] : []),
    ...(results.symbols ? ['## More and more symbols', symbolsTable(results.symbols)] : []),
  ].join('\n\n')}\n`;
}

/** @param {Results} results */
function machineTable({ machine, date, seconds }) {
  return table(
    ['', ''],
    [
      ['processor', `${machine.cpu}, ${machine.cores} cores`],
      ['memory', `${machine.memoryGb} GB`],
      ['system', machine.system],
      ['Electron', machine.electron],
      ['Node', machine.node],
      ['undici', machine.undici],
      ['ccxt', machine.ccxt ?? ''],
      [
        'load before the run',
        `${machine.loadBefore} (processes that wanted a core; above ${machine.cores} the figures are noisy)`,
      ],
      ['commit', machine.commit],
      ['date', date.slice(0, 10)],
      ['command', `\`npm run bench\`, ${Math.round(seconds)} s`],
    ],
  );
}

/** @param {Results} results */
function comparisons(results) {
  const { start, memory, orderCpu, latency, journal } = results;
  const perRound = orderCpu?.[0]?.ordersPerRound ?? 0;
  const cpuRounds = orderCpu?.[0]?.cpuUs.peer.length ?? 0;
  return [
    `- **Start** (${start?.perchAgain.length ?? 0} rounds): from just before the process is made to the line \`ready\`. Perch prints it when the terminal has painted live prices of the paper exchange, which starts with it; the bare window (\`bench/bare-window\`: same runtime, switches and size, one line of text) when its second animation frame begins. With the profile of an earlier run, and separately with none.`,
    `- **Memory** (${memory?.perch.length ?? 0} rounds): PSS of all processes of the app 20 s after \`ready\`, the paper exchange's process left out. Its pages that others share count for a part in theirs all the same; its own are told below.`,
    `- **CPU per order** (${cpuRounds} rounds of ${perRound} orders after a warm-up): user and system time of the whole process per order, from a validated intent to the parsed answer. The peer is the least code that sends the same bytes: a template, createHmac with the secret as text, undici.request on a keep-alive pool, JSON.parse. Each side has a process of its own; the server is another one and gives every order the same answer at once. Perch's limits are opened wide.`,
    `- **Window to socket** (${latency?.testMs.length ?? 0} calls): from \`perch.commands['order.test']\` in the terminal window to the first byte at the exchange, a process of its own that notes its arrival and passes it on to a paper exchange. A test order takes the way of an order (preload, router, guards, limits, signature, the same connection) without spending the limit of orders; ${latency?.placeMs.length ?? 0} real ones are told beside it. Arriving includes the other process's waking up.`,
    ...(journal ? [journalComparison(journal)] : []),
    ...marketComparisons(results),
    ...(results.tray ? [trayComparison(results.tray)] : []),
  ].join('\n');
}

/** @param {NonNullable<Results['memory']>} memory */
function memoryTable(memory) {
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
function latencyText({ testMs, placeMs, ipcMs, resolutionMs, leastBackMs, failed }) {
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

/** docs/decisions/002-schema-library.md. @param {Results} results */
export function schemaPage({ schemas = [], machine, date }) {
  const rows = schemas.map(({ name, bytes, gzipBytes, goodNs, badNs }) => [
    name,
    `${fixed(bytes / 1000, 1)} kB`,
    `${fixed(gzipBytes / 1000, 1)} kB`,
    spreadText(
      goodNs.map((ns) => ns / 1000),
      2,
      'µs',
    ),
    spreadText(
      badNs.map((ns) => ns / 1000),
      2,
      'µs',
    ),
  ]);
  return `${[
    '# 2. Schemas are written with valibot',
    'Written by `npm run bench`; the decision stands as long as the figures do.',
    "Every command of a window and every answer of an exchange is checked against a schema. The library is in main, and its types in every window, so what counts is its size, its speed, and that it needs no `eval`: the windows' content policy forbids it, and zod falls back to a slower way without it.",
    'Measured with the input of `order.place`: the same rules in each library, minified and without what all share; a check of a good input and of one that a single rule refuses.',
    table(['library', 'adds', 'gzipped', 'good input', 'refused input'], rows),
    `zod ${machine.zod}, Node ${machine.node}, ${machine.cpu}, ${date.slice(0, 10)}. \`zod-jitless\` is zod as it works without eval, \`zod-mini\` its small variant.`,
    '**Decision: valibot.** It adds a small part of the bytes that the others add, refuses a bad input several times faster, and needs no eval. How fast a good input is accepted decides nothing: every library takes a few microseconds of the hundred and more that an order takes in main.',
  ].join('\n\n')}\n`;
}
