import { median, quantile } from '../lib/statistics.mjs';
import { absolute, compared, fixed, table, verdictOf } from './rows.mjs';

/** @typedef {import('../journal/measure.mjs').Journal} Journal */

/** What single runs on a machine differ by while nothing has changed. */
const UNCHANGED = 1.25;

const count = (/** @type {number} */ rows) => rows.toLocaleString('en-US');
const sizesOf = (/** @type {Journal} */ { sizes }) => sizes.map(({ rows }) => count(rows)).join('; ');
const msList = (/** @type {readonly number[]} */ values) =>
  values.map((ms) => `${fixed(ms, 2)} ms`).join('; ');

/** @param {Journal} journal @returns {import('./rows.mjs').Figure[]} */
export function journalFigures(journal) {
  const { commitMs, sizes } = journal;
  const p50 = (/** @type {'journal' | 'bare' | 'file'} */ kind) => commitMs[kind].map((each) => median(each));
  const pages = sizes.map(slowestFilter);
  const p99 = sizes.map(({ pageMs }) => quantile(Object.values(pageMs).flat(), 0.99));
  const placing = sizes.map(({ placeMs }) => median(placeMs.flat()));
  const growth = Number(placing.at(-1)) / Number(placing[0]);
  return [
    compared('durable commit added to an order, p50 (peer: one bare INSERT)', p50('journal'), p50('bare'), {
      digits: 2,
      unit: 'ms',
    }),
    compared('the same (peer: fdatasync of a small file)', p50('journal'), p50('file'), {
      digits: 2,
      unit: 'ms',
    }),
    absolute('the same, p50 of all', median(commitMs.journal.flat()), 1),
    absolute('the same, p99 of all', quantile(commitMs.journal.flat(), 0.99)),
    {
      what: `${sizesOf(journal)} orders in the journal: first page of the history, slowest filter`,
      perch: msList(pages),
      peer: '',
      ratio: fixed(Number(pages.at(-1)) / Number(pages[0]), 2),
      target: '≤ 50 ms',
      verdict: verdictOf(Number(pages.at(-1)) <= 50),
    },
    {
      what: 'the same, p99 of all filters',
      perch: msList(p99),
      peer: '',
      ratio: fixed(Number(p99.at(-1)) / Number(p99[0]), 2),
      target: '≤ 50 ms',
      verdict: verdictOf(Number(p99.at(-1)) <= 50),
    },
    {
      what: `${sizesOf(journal)} orders in the journal: placing one, both commits`,
      perch: msList(placing),
      peer: '',
      ratio: fixed(growth, 2),
      target: 'unchanged',
      verdict: verdictOf(growth <= UNCHANGED),
    },
  ];
}

/** The median of the filter that takes longest. @param {Journal['sizes'][number]} size */
function slowestFilter({ pageMs }) {
  return Math.max(...Object.values(pageMs).map((values) => median(values)));
}

/** @param {Journal} journal */
export function journalComparison({ commitMs, sizes }) {
  const looks = Object.values(sizes[0]?.pageMs ?? {})[0]?.length ?? 0;
  const places = sizes[0]?.placeMs.flat().length ?? 0;
  return `- **Order journal** (${commitMs.journal.length} rounds of ${commitMs.journal[0]?.length ?? 0} commits of each kind by turns; ${looks} looks with each filter, ${places} orders placed): one process with Perch's own storage, on the disk that the project is on. A commit is the order's row with all its indexes, the first line of its timeline and its symbol, with \`synchronous = FULL\`. The first peer is the least that keeps the same facts with the same library: one row with one text in a table without an index, WAL and \`synchronous = FULL\` too; the second is a write of the same text to a file and fdatasync. A page is the 100 newest orders of one account of ${sizes.map(({ rows }) => count(rows)).join(', ')}; placing is the commit before sending and the one after the answer. "Unchanged" allows a quarter.`;
}

/** @param {Journal} journal */
export function journalSection({ commitMs, sizes }) {
  const shares = [0, 0.1, 0.5, 0.9, 0.99, 1];
  const names = { journal: 'an order in the journal', bare: 'one bare INSERT', file: 'fdatasync of a file' };
  const commits = Object.entries(names).map(([kind, name]) => {
    const values = commitMs[/** @type {'journal' | 'bare' | 'file'} */ (kind)].flat();
    return [name, String(values.length), ...shares.map((share) => fixed(quantile(values, share), 2))];
  });
  const filters = Object.keys(sizes[0]?.pageMs ?? {});
  const page = (/** @type {readonly number[]} */ values) =>
    `${fixed(median(values), 2)} (${fixed(Math.max(...values), 2)})`;
  const rows = [
    ...filters.map((name) => [`first page, ${name}`, ...sizes.map(({ pageMs }) => page(pageMs[name] ?? []))]),
    ['placing an order', ...sizes.map(({ placeMs }) => page(placeMs.flat()))],
    ['opening the database', ...sizes.map(({ openMs }) => fixed(openMs, 0))],
  ];
  return [
    table(['ms', 'commits', 'least', 'p10', 'p50', 'p90', 'p99', 'most'], commits),
    table(['ms, median (most)', ...sizes.map(({ rows: orders }) => `${count(orders)} orders`)], rows),
    'Opening includes the check of the whole file that every start makes before it trusts it (`PRAGMA quick_check`), once in a new process; it grows with the file.',
  ].join('\n\n');
}
