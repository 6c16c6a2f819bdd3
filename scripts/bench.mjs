import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { electronSwitches } from './lib/electron-switches.mjs';
import { onFirstSignal } from './lib/on-first-signal.mjs';
import { root } from './lib/paths.mjs';
import { StepFailed, say, sayFailure } from './lib/say.mjs';
import { setUp } from './lib/setup.mjs';
import { shippedJavascript } from './lib/shipped-javascript.mjs';

/**
 * `npm run bench [-- --only start,cpu] [-- --minutes 1] [-- --report FILE]`: measures Perch against its peers, prints the ratios, writes raw
 * results to out/bench/ and, after a whole run or from a results file, the pages in docs/. A missed target is told, and is no
 * failure: machines differ. `--minutes` shortens the storm and the use of the whole desk for a try; the pages are not written then.
 */
const parts = /** @type {const} */ ([
  'javascript',
  'cpu',
  'schema',
  'book',
  'publication',
  'book-repair',
  'alerts',
  'growth',
  'start',
  'memory',
  'latency',
  'journal',
  'symbols',
  'desk',
  'storm',
  'tray',
]);

/** Of the storm, as the figure is written. */
const writtenMinutes = 10;

/** @typedef {import('../bench/report/figures.mjs').Results} Results */

/** @param {readonly string[]} names @param {number} minutes @returns {Promise<Results>} */
async function measure(names, minutes) {
  if (process.platform !== 'linux') throw new StepFailed('the benchmarks read /proc and run on Linux alone');
  const electron = await setUp({ ownSession: true, build: true });
  const { ensurePeerPackages } = await import('../bench/lib/peer-packages.mjs');
  await ensurePeerPackages();
  // These need the packages that set-up has just installed.
  const [
    { startDesktop },
    { describeMachine },
    start,
    cpu,
    latency,
    journal,
    schemas,
    book,
    publication,
    bookRepair,
    alerts,
    growth,
    symbols,
    desk,
    storm,
    tray,
  ] = await Promise.all([
    import('./lib/session/desktop.mjs'),
    import('../bench/lib/machine.mjs'),
    import('../bench/app-start/measure.mjs'),
    import('../bench/order-cpu/measure.mjs'),
    import('../bench/order-latency/measure.mjs'),
    import('../bench/journal/measure.mjs'),
    import('../bench/schema-library/measure.mjs'),
    import('../bench/book/measure.mjs'),
    import('../bench/publication/measure.mjs'),
    import('../bench/book-repair/measure.mjs'),
    import('../bench/alerts/measure.mjs'),
    import('../bench/growth/measure.mjs'),
    import('../bench/symbols/measure.mjs'),
    import('../bench/desk/measure.mjs'),
    import('../bench/storm/measure.mjs'),
    import('../bench/tray/measure.mjs'),
  ]);
  const began = Date.now();
  const machine = describeMachine(electron);
  if (machine.loadBefore > machine.cores)
    say(`this machine is busy (load ${machine.loadBefore}): expect noise`);
  /** @type {Results} */
  const results = { date: new Date(began).toISOString(), seconds: 0, machine };
  const desktop = await startDesktop({ keyring: 'unlocked' });
  const place = { electron, switches: electronSwitches({ virtualDisplay: true }), env: desktop.env };
  const steps = {
    javascript: async () => {
      say('JavaScript before the chart');
      results.javascript = shippedJavascript(join(root, 'out/renderer'), 'terminal.html');
    },
    cpu: async () => {
      say('CPU per signed order');
      results.orderCpu = await cpu.measureOrderCpu({
        rounds: 15,
        ordersPerRound: 2_000,
        warmUp: 6_000,
        electron,
      });
    },
    schema: async () => {
      say('schema libraries');
      results.schemas = await schemas.measureSchemaLibraries({ rounds: 9, checks: 50_000 });
    },
    book: async () => {
      say('book messages');
      results.book = await book.measureBook({ rounds: 9, messagesPerRound: 5_000, electron });
    },
    publication: async () => {
      say('main to window');
      results.publication = await publication.measurePublication(place, {
        rounds: 9,
        frames: 60,
        symbols: 2_000,
        everyMs: 25,
      });
    },
    'book-repair': async () => {
      say('a hole in the book');
      results.bookRepair = await bookRepair.measureBookRepair({ repairs: 10, rate: 500 });
    },
    alerts: async () => {
      say('10,000 alerts');
      results.alerts = await alerts.measureAlerts({ alerts: 10_000, symbols: 1_000, rounds: 9, electron });
    },
    growth: async () => {
      say('8 hours of 20 prices a second');
      results.growth = await growth.measureGrowth({ symbols: 50, hours: 8, electron });
    },
    symbols: async () => {
      say('50 to 5,000 symbols');
      results.symbols = await symbols.measureSymbols(place, {
        counts: [50, 500, 5_000],
        rounds: 2,
        seconds: 10,
      });
    },
    desk: async () => {
      say('the whole desk');
      results.desk = await desk.measureDesk(place, {
        switches: 100,
        useSeconds: 60 * minutes,
        keys: 300,
        rate: 10_000,
      });
    },
    storm: async () => {
      say(`10,000 updates a second for ${minutes} minutes`);
      results.storm = await storm.measureStorm(place, { rate: 10_000, minutes, quietSeconds: 30 });
    },
    tray: async () => {
      say('in the tray, without a window');
      results.tray = await tray.measureTray(place, {
        rounds: minutes === writtenMinutes ? 3 : 1,
        settleMs: minutes === writtenMinutes ? 120_000 : 10_000,
        cpuSeconds: 30,
        clicks: 10,
        alerts: 15,
      });
    },
    start: async () => {
      say('process start to painted');
      results.start = await start.measureStarts(place, { rounds: 7 });
    },
    memory: async () => {
      say('memory');
      results.memory = await start.measureMemory(place, { rounds: 3, afterMs: 20_000 });
    },
    latency: async () => {
      say('window call to first byte');
      results.latency = await latency.measureOrderLatency(place, { tests: 500, places: 40 });
    },
    journal: async () => {
      say('order journal of up to a million orders');
      results.journal = await journal.measureJournal({
        rounds: 9,
        commits: 100,
        sizes: [10, 10_000, 1_000_000],
        looks: 5,
        places: 20,
      });
    },
  };
  try {
    for (const part of parts) if (names.includes(part)) await steps[part]();
  } finally {
    await desktop.end();
  }
  results.seconds = (Date.now() - began) / 1000;
  return results;
}

/** @param {Results} results */
function keep(results) {
  const folder = join(root, 'out/bench');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${results.date.replaceAll(/[:.]/g, '-')}.json`);
  writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`);
  say(`raw results: ${file}`);
}

/** @param {Results} results */
async function writePages(results) {
  const { performancePage, schemaPage } = await import('../bench/report/markdown.mjs');
  const { format, resolveConfig } = await import('prettier');
  const pages = {
    'docs/performance.md': performancePage(results),
    'docs/decisions/002-schema-library.md': schemaPage(results),
  };
  for (const [name, text] of Object.entries(pages)) {
    const file = join(root, name);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
    say(`written: ${name}`);
  }
}

/** @param {Results} results */
async function print(results) {
  const [{ figuresOf }, { spreadText }] = await Promise.all([
    import('../bench/report/figures.mjs'),
    import('../bench/report/rows.mjs'),
  ]);
  for (const { what, perch, peer, ratio, target, verdict } of figuresOf(results)) {
    const against = peer === '' ? '' : ` against ${peer}: ${ratio} ×`;
    const aim = target === '' ? '' : `, target ${target}: ${verdict}`;
    process.stdout.write(`${what}: ${perch}${against}${aim}\n`);
  }
  for (const { name, bytes, goodNs, badNs } of results.schemas ?? []) {
    const text = `${spreadText(goodNs, 0, 'ns')} accepting, ${spreadText(badNs, 0, 'ns')} refusing`;
    process.stdout.write(`${name}: ${bytes} bytes, ${text}\n`);
  }
}

async function bench() {
  const text = /** @type {const} */ ({ type: 'string' });
  const { values } = parseArgs({ options: { only: text, minutes: text, report: text } });
  if (values.report !== undefined) {
    const results = /** @type {Results} */ (JSON.parse(readFileSync(resolve(values.report), 'utf8')));
    await print(results);
    return writePages(results);
  }
  const names = values.only?.split(',') ?? parts;
  const unknown = names.find((name) => !parts.some((part) => part === name));
  if (unknown !== undefined) {
    throw new StepFailed(`there is no part '${unknown}'`, `parts: ${parts.join(', ')}`);
  }
  const minutes = Number(values.minutes ?? writtenMinutes);
  if (!(minutes > 0)) throw new StepFailed('--minutes must be a number above 0');
  const results = await measure(names, minutes);
  keep(results);
  await print(results);
  const isWhole = parts.every((part) => names.includes(part)) && minutes === writtenMinutes;
  if (isWhole) await writePages(results);
}

onFirstSignal(() => process.exit(130));
try {
  await bench();
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
