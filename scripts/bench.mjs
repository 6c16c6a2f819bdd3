import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { partNames } from '../bench/part-names.mjs';
import { electronSwitches } from './lib/electron-switches.mjs';
import { onFirstSignal } from './lib/on-first-signal.mjs';
import { StepFailed, say, sayFailure } from './lib/say.mjs';
import { setUp } from './lib/setup.mjs';

/**
 * `npm run bench [-- --only start,cpu] [-- --minutes 1] [-- --report [FILE…]]`: measures Perch against its peers, prints the ratios and
 * writes raw results to out/bench/. A whole run is kept in bench/results/ and the pages in docs/ are written from there; `--report` keeps
 * the given files too, which may hold a part each, and writes the pages without measuring: of each part the newest counts. A missed
 * target is told, and is no failure: machines differ. `--minutes` shortens the storm, the use of the whole desk and the tray for a try.
 */

/** Of the storm: drift is told between its first and its last third, of two minutes each. */
const STORM_MINUTES = 6;
/** Of use of the whole desk: about two hundred rounds through all it can do. */
const USE_MINUTES = 3;

/** @typedef {import('../bench/report/figures.mjs').Results} Results */
/** @typedef {import('../bench/part-names.mjs').PartName} PartName */

/** @param {readonly PartName[]} names @param {number | undefined} minutes @returns {Promise<Results>} */
async function measure(names, minutes) {
  if (process.platform !== 'linux') throw new StepFailed('the benchmarks read /proc and run on Linux alone');
  const electron = await setUp({ ownSession: true, build: true });
  const { ensurePeerPackages } = await import('../bench/lib/peer-packages.mjs');
  await ensurePeerPackages();
  // These need the packages that set-up has just installed.
  const [{ startDesktop }, { describeMachine }, { benchParts }] = await Promise.all([
    import('./lib/session/desktop.mjs'),
    import('../bench/lib/machine.mjs'),
    import('../bench/parts.mjs'),
  ]);
  const began = Date.now();
  const machine = describeMachine(electron);
  if (machine.loadBefore > machine.cores)
    say(`this machine is busy (load ${machine.loadBefore}): expect noise`);
  /** @type {Record<string, number>} */
  const partSeconds = {};
  /** @type {Results} */
  const results = {
    date: new Date(began).toISOString(),
    seconds: 0,
    machine,
    partSeconds,
    ...(minutes === undefined ? {} : { shortened: true }),
  };
  const desktop = await startDesktop({ keyring: 'unlocked' });
  const parts = benchParts(
    { electron, switches: electronSwitches({ virtualDisplay: true }), env: desktop.env },
    {
      stormMinutes: minutes ?? STORM_MINUTES,
      useMinutes: Math.min(minutes ?? USE_MINUTES, USE_MINUTES),
      isWhole: minutes === undefined,
    },
  );
  try {
    for (const name of partNames) {
      if (!names.includes(name)) continue;
      const { key, words, measure: measurePart } = parts[name];
      say(words);
      const partBegan = Date.now();
      try {
        Object.assign(results, { [key]: await measurePart() });
        partSeconds[key] = Math.round((Date.now() - partBegan) / 1000);
      } catch (error) {
        // Half an hour of other parts must not be lost with it.
        say(`'${name}' could not be measured`);
        sayFailure(error);
        process.exitCode = 1;
      }
    }
  } finally {
    await desktop.end();
  }
  results.seconds = (Date.now() - began) / 1000;
  return results;
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
  const { values, positionals } = parseArgs({
    options: { only: text, minutes: text, report: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (values.report) {
    const { keepForPages } = await import('../bench/report/kept-results.mjs');
    const { writePages } = await import('../bench/report/write-pages.mjs');
    const given = positionals.map((file) => readFileSync(resolve(file), 'utf8'));
    const results = keepForPages(given.map((json) => /** @type {Results} */ (JSON.parse(json))));
    await print(results);
    return writePages(results);
  }
  if (positionals.length > 0) throw new StepFailed(`'${positionals[0]}' is given without --report`);
  const wanted = values.only?.split(',') ?? partNames;
  const names = partNames.filter((name) => wanted.includes(name));
  const unknown = wanted.find((name) => !partNames.some((part) => part === name));
  if (unknown !== undefined) {
    throw new StepFailed(`there is no part '${unknown}'`, `parts: ${partNames.join(', ')}`);
  }
  const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
  if (minutes !== undefined && !(minutes > 0)) throw new StepFailed('--minutes must be a number above 0');
  const results = await measure(names, minutes);
  const { keepForPages, keepRaw } = await import('../bench/report/kept-results.mjs');
  say(`raw results: ${keepRaw(results)}`);
  await print(results);
  for (const [key, seconds] of Object.entries(results.partSeconds ?? {}))
    process.stdout.write(`${key} took ${seconds} s\n`);
  if (names.length === partNames.length && minutes === undefined && process.exitCode === undefined) {
    const { writePages } = await import('../bench/report/write-pages.mjs');
    await writePages(keepForPages([results]));
  }
}

onFirstSignal(() => process.exit(130));
try {
  await bench();
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
