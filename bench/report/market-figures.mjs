import { driftOf, median, ratioOf } from '../lib/statistics.mjs';
import { absolute, fixed, spreadText, verdictOf } from './rows.mjs';

/** @typedef {import('./rows.mjs').Figure} Figure */

/** The target of 33 ms is two refreshes of a screen at 60 Hz, which the page's clock of a tenth of a millisecond tells so. */
const TWO_REFRESHES_MS = 33.4;
/** What single minutes differ by without any drift. */
const NO_DRIFT = 0.05;
/** Fewer than this tell of no drift. */
const ENOUGH_MINUTES = 3;

const shapeNames = { quantities: 'quantities change', moves: 'levels come and go too' };

/** @param {import('./figures.mjs').Results} results @returns {Figure[]} of streams, books and windows, as far as they were measured */
export function marketFigures({ book = [], publication, storm, symbols, bookRepair }) {
  return [
    ...book.flatMap(bookFigures),
    ...(publication ? publicationFigures(publication) : []),
    ...(storm ? stormFigures(storm) : []),
    ...(symbols ? symbolsFigures(symbols) : []),
    ...(bookRepair ? repairFigures(bookRepair) : []),
  ];
}

/** @param {import('../book/measure.mjs').BookSpeed} book @returns {Figure[]} */
function bookFigures({ runtime, shape, wallUs, p99Us }) {
  const perSecond = (/** @type {readonly number[]} */ us) => us.map((each) => 1e6 / each);
  const [ours, theirs] = [perSecond(wallUs.perch), perSecond(wallUs.ccxt)];
  const what = `${shapeNames[shape]}, ${runtime}`;
  return [
    {
      what: `book messages per second, ${what}`,
      perch: spreadText(ours, 0, '/s'),
      peer: spreadText(theirs, 0, '/s'),
      ratio: ratioText(ours, theirs),
      target: '≥ 40000 /s',
      verdict: verdictOf(median(ours) >= 40_000),
    },
    {
      what: `the same, p99 per message, ${what}`,
      perch: spreadText(p99Us.perch, 1, 'µs'),
      peer: spreadText(p99Us.ccxt, 1, 'µs'),
      ratio: ratioText(p99Us.perch, p99Us.ccxt),
      target: '≤ 40 µs',
      verdict: verdictOf(median(p99Us.perch) <= 40),
    },
  ];
}

/** @param {import('../publication/measure.mjs').PublicationCpu} publication @returns {Figure[]} */
function publicationFigures({ mainUs, allUs }) {
  const row = (
    /** @type {string} */ what,
    /** @type {Record<'perch' | 'peer', number[]>} */ us,
    /** @type {number | undefined} */ atMost,
  ) => ({
    what,
    perch: spreadText(us.perch, 2, 'µs'),
    peer: spreadText(us.peer, 2, 'µs'),
    ratio: ratioText(us.perch, us.peer),
    target: atMost === undefined ? '' : `≤ ${atMost} µs`,
    verdict: atMost === undefined ? '' : verdictOf(median(us.perch) <= atMost),
  });
  return [
    row('main to window, CPU of main per ticker', mainUs, 0.5),
    row('the same, CPU of all processes', allUs, undefined),
  ];
}

/** @param {import('../storm/measure.mjs').Storm} storm @returns {Figure[]} */
function stormFigures({ rate, seconds, minutes, quietFrames }) {
  const p99 = minutes.map(({ frames }) => frames.p99);
  const storm = `${rate} updates/s for ${fixed(seconds / 60, seconds % 60 === 0 ? 0 : 1)} min`;
  const drift = (
    /** @type {string} */ what,
    /** @type {readonly number[]} */ values,
    /** @type {string} */ unit,
  ) => {
    const { first, last, growth } = driftOf(values);
    return {
      what: `${storm}, drift of ${what}`,
      perch: `${fixed(first, 1)} → ${fixed(last, 1)} ${unit}`,
      peer: '',
      ratio: fixed(growth + 1, 3),
      target: 'none',
      verdict: values.length < ENOUGH_MINUTES ? '' : verdictOf(growth <= NO_DRIFT),
    };
  };
  return [
    {
      what: `${storm}, p99 frame (peer: the same window, quiet)`,
      perch: spreadText(p99, 1, 'ms'),
      peer: `${fixed(quietFrames.p99, 1)} ms`,
      ratio: fixed(median(p99) / quietFrames.p99, 2),
      target: `≤ ${TWO_REFRESHES_MS} ms`,
      verdict: verdictOf(Number(fixed(median(p99), 1)) <= TWO_REFRESHES_MS),
    },
    drift('the p99 frame', p99, 'ms'),
    drift(
      "main's heap",
      minutes.map(({ heaps }) => heaps.mainMb),
      'MB',
    ),
    drift(
      "the window's heap",
      minutes.map(({ heaps }) => heaps.windowMb),
      'MB',
    ),
  ];
}

/** @param {readonly import('../symbols/measure.mjs').SymbolsCount[]} counts @returns {Figure[]} */
function symbolsFigures(counts) {
  const of = (
    /** @type {import('../symbols/measure.mjs').SymbolsCount} */ { runs },
    /** @type {(run: import('../symbols/measure.mjs').SymbolsRun) => number} */ pick,
  ) => median(runs.map(pick));
  const growth = (
    /** @type {string} */ what,
    /** @type {(run: import('../symbols/measure.mjs').SymbolsRun) => number} */ pick,
    /** @type {(value: number) => string} */ text,
  ) => {
    const values = counts.map((count) => of(count, pick));
    const isLinear = counts.every(({ symbols }, at) => {
      const before = counts[at - 1];
      return before === undefined || Number(values[at]) / Number(values[at - 1]) <= symbols / before.symbols;
    });
    return {
      what: `${counts.map(({ symbols }) => symbols).join(', ')} symbols: ${what}`,
      perch: values.map(text).join(', '),
      peer: '',
      ratio: fixed(Number(values.at(-1)) / Number(values[0]), 2),
      target: 'at most linear',
      verdict: verdictOf(isLinear),
    };
  };
  return [
    growth(
      'CPU of main',
      ({ mainCpu }) => mainCpu,
      (share) => `${fixed(share * 100, 1)} %`,
    ),
    growth(
      'memory of main, PSS',
      ({ mainPssMb }) => mainPssMb,
      (mb) => `${fixed(mb, 0)} MB`,
    ),
    ...counts.map((count) => {
      const [scroll, rest] = [
        of(count, ({ scrollFrames }) => scrollFrames.p99),
        of(count, ({ restFrames }) => restFrames.p99),
      ];
      return {
        what: `${count.symbols} symbols: p99 frame while scrolling (peer: at rest)`,
        perch: `${fixed(scroll, 1)} ms`,
        peer: `${fixed(rest, 1)} ms`,
        ratio: fixed(scroll / rest, 2),
        target: `≤ ${TWO_REFRESHES_MS} ms`,
        verdict: verdictOf(Number(fixed(scroll, 1)) <= TWO_REFRESHES_MS),
      };
    }),
  ];
}

/** @param {import('../book-repair/measure.mjs').BookRepair} repair @returns {Figure[]} */
function repairFigures({ repairMs, requests }) {
  const most = Math.max(...requests);
  return [
    absolute('hole in a book noticed to the right book, slowest', Math.max(...repairMs), 1_000),
    absolute('the same, median', median(repairMs)),
    {
      what: 'snapshots asked for by one such repair, most',
      perch: String(most),
      peer: '',
      ratio: '',
      target: '1',
      verdict: verdictOf(most === 1),
    },
  ];
}

/** @param {import('../alerts/measure.mjs').AlertCpu} alerts @returns {Figure[]} */
export function alertFigures({ alerts, symbols, allUs, fewUs }) {
  const row = (/** @type {string} */ what, /** @type {readonly number[]} */ us) => ({
    what: `${alerts} alerts on ${symbols} symbols: CPU per price, ${what}`,
    perch: spreadText(us, 1, 'µs'),
    peer: '',
    ratio: '',
    target: '≤ 20 µs',
    verdict: verdictOf(median(us) <= 20),
  });
  return [row('all symbols at once', allUs), row('20 at a time', fewUs)];
}

/** @param {readonly number[]} ours @param {readonly number[]} peers */
function ratioText(ours, peers) {
  const ratio = ratioOf(ours, peers);
  return `${fixed(ratio.median, 2)} (${fixed(ratio.low, 2)}–${fixed(ratio.high, 2)})`;
}
