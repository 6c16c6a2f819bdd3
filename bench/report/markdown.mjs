import { figuresOf } from './figures.mjs';
import { describe } from './chart.mjs';
import { fixed, spreadText, table } from './rows.mjs';
import { sectionsOf } from './sections.mjs';

/** @typedef {import('./figures.mjs').Results} Results */

/** docs/performance.md, from the results of a whole run or of several put together. @param {Results} results */
export function performancePage(results) {
  return `${[
    '# Performance',
    'Written by `npm run bench` from the raw results in [bench/results](../bench/results); do not edit. Each figure is measured against its peer in the same run, in rounds by turns, and told as the median with the quartiles in brackets; a ratio is the median of the ratios of the rounds. In the charts a bar is the median and the line on it goes from the first to the third quartile.',
    targets(results),
    '## The machine',
    machineTable(results),
    ...sectionsOf(results).map((section) => sectionText(section, results)),
  ].join('\n\n')}\n`;
}

/** Which targets were missed, before anything else. @param {Results} results */
function targets(results) {
  let base = '';
  const named = figuresOf(results).map((figure) => {
    if (!figure.what.startsWith('the same')) base = figure.what;
    return { ...figure, what: figure.what === base ? base : `${base}: ${figure.what}` };
  });
  const aimed = named.filter(({ verdict }) => verdict !== '');
  const missed = aimed.filter(({ verdict }) => verdict !== 'met');
  const count = `${aimed.length - missed.length} of ${aimed.length} targets are met`;
  if (missed.length === 0) return `${count}.`;
  const rows = missed.map(({ what, perch, ratio, target }) => [what, perch, ratio, target]);
  return `${count}. Missed:\n\n${table(['what', 'Perch', 'ratio', 'target'], rows)}`;
}

/** @param {import('./sections.mjs').Section} section @param {Results} results */
function sectionText({ title, parts, figures, charts, comparisons, details }, results) {
  const rows = figures.map(({ what, perch, peer, ratio, target, verdict }) => [
    what,
    perch,
    peer,
    ratio,
    target,
    verdict,
  ]);
  return [
    `## ${title}`,
    ...origins(parts, results),
    table(['what', 'Perch', 'peer', 'ratio', 'target', ''], rows),
    ...charts.map(({ name, chart }) => `![${describe(chart)}](images/performance/${name}.svg)`),
    comparisons.join('\n'),
    ...details,
  ].join('\n\n');
}

/** Of results put together from several runs, which part is of which. @param {readonly string[]} parts @param {Results} results */
function origins(parts, { runs = {} }) {
  /** @type {Map<string, string[]>} */
  const byRun = new Map();
  for (const part of parts) {
    const run = runs[part];
    if (run === undefined) continue;
    const { commit, loadBefore } = run.machine;
    const text = `${run.date.slice(0, 10)} at commit ${commit} (load before ${loadBefore}${run.shortened ? ', a shortened try' : ''})`;
    byRun.set(text, [...(byRun.get(text) ?? []), partWords[part] ?? part]);
  }
  if (byRun.size === 0) return [];
  return [`Measured ${[...byRun].map(([run, names]) => `${run}: ${names.join(', ')}`).join('; ')}.`];
}

/** @type {Record<string, string>} */
const partWords = {
  orderCpu: 'plain HTTP',
  orderHttps: 'HTTPS',
  latency: 'window to socket',
  load: 'loading',
  bookRepair: 'repair of a book',
  publication: 'main to window',
};

/** @param {Results} results */
function machineTable({ machine, date, seconds, runs = {} }) {
  const others = new Set(
    Object.values(runs).map(
      ({ machine: { cpu, cores, electron } }) => `${cpu}, ${cores} cores, Electron ${electron}`,
    ),
  );
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
      ...(others.size > 1 ? [['other machines of parts', [...others].join('; ')]] : []),
    ],
  );
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
