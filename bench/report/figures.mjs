import { compressedSize, javascriptBudget } from '../../scripts/lib/shipped-javascript.mjs';
import { quantile } from '../lib/statistics.mjs';
import { journalFigures } from './journal.mjs';
import { loadFigures, httpsFigures } from './clients.mjs';
import { deskFigures } from './desk.mjs';
import { alertFigures, marketFigures } from './market-figures.mjs';
import { growthFigure, trayFigures } from './tray.mjs';
import { absolute, compared, fixed, verdictOf } from './rows.mjs';

/**
 * Everything one run measured, as it is written to out/bench/.
 * @typedef {object} Results
 * @property {string} date ISO 8601
 * @property {number} seconds the run took
 * @property {import('../lib/machine.mjs').Machine} machine
 * @property {Record<string, number>} [partSeconds] that each part took
 * @property {boolean} [shortened] by `--minutes`
 * @property {Record<string, import('./join.mjs').Run>} [runs] of several runs put together: where each part is from
 * @property {import('../../scripts/lib/shipped-javascript.mjs').Script[]} [javascript] of the terminal, before anything loaded on demand
 * @property {import('../app-start/measure.mjs').StartTimes} [start]
 * @property {Record<'perch' | 'bare', import('../app-start/measure.mjs').Memory[]>} [memory]
 * @property {import('../order-cpu/measure.mjs').OrderCpu[]} [orderCpu]
 * @property {import('../order-https/measure.mjs').OrderHttps} [orderHttps]
 * @property {import('../exchange-load/measure.mjs').Load[]} [load]
 * @property {import('../order-latency/measure.mjs').OrderLatency} [latency]
 * @property {import('../schema-library/measure.mjs').SchemaLibrary[]} [schemas]
 * @property {import('../book/measure.mjs').BookSpeed[]} [book]
 * @property {import('../publication/measure.mjs').PublicationCpu} [publication]
 * @property {import('../storm/measure.mjs').Storm} [storm]
 * @property {import('../symbols/measure.mjs').SymbolsCount[]} [symbols]
 * @property {import('../desk/measure.mjs').DeskPace} [desk]
 * @property {import('../book-repair/measure.mjs').BookRepair} [bookRepair]
 * @property {import('../alerts/measure.mjs').AlertCpu} [alerts]
 * @property {import('../journal/measure.mjs').Journal} [journal]
 * @property {import('../tray/measure.mjs').TrayFigures} [tray]
 * @property {import('../growth/measure.mjs').Growth} [growth]
 *
 * @typedef {import('./rows.mjs').Figure} Figure
 */

/** @param {Results} results @returns {Figure[]} of the parts that were run */
export function figuresOf(results) {
  return [
    ...startFigures(results),
    ...orderFigures(results),
    ...marketFigures(results),
    ...(results.journal ? journalFigures(results.journal) : []),
    ...(results.desk ? deskFigures(results.desk) : []),
    ...watchFigures(results),
  ];
}

/** @param {Results} results @returns {Figure[]} start, memory and size */
export function startFigures({ javascript, start, memory, load }) {
  /** @type {Figure[]} */
  const figures = [];
  if (start) {
    const ms = { digits: 0, unit: 'ms' };
    const what = start.packaged ? 'start of the packaged app' : 'start';
    const atMost = start.packaged ? 1.3 : 1.5;
    figures.push(
      compared(`${what} to painted live markets`, start.perchAgain, start.bareAgain, { ...ms, atMost }),
      compared('the same, first start of a profile', start.perchFirst, start.bareFirst, ms),
    );
  }
  if (memory) {
    const mb = (/** @type {'perch' | 'bare'} */ name) => memory[name].map(({ pssKb }) => pssKb / 1024);
    figures.push(compared('memory, PSS', mb('perch'), mb('bare'), { digits: 0, unit: 'MB', atMost: 1.35 }));
  }
  if (javascript) {
    const bytes = compressedSize(javascript);
    figures.push({
      what: 'JavaScript of the terminal before the chart, compressed',
      perch: `${fixed(bytes / 1000, 1)} KB`,
      peer: '',
      ratio: '',
      target: `≤ ${javascriptBudget / 1000} KB`,
      verdict: verdictOf(bytes <= javascriptBudget),
    });
  }
  return load ? [...figures, ...loadFigures(load)] : figures;
}

/** @param {Results} results @returns {Figure[]} */
export function orderFigures({ orderHttps, orderCpu = [], latency }) {
  const figures = orderHttps ? httpsFigures(orderHttps) : [];
  for (const { runtime, cpuUs } of orderCpu) {
    const us = { digits: 0, unit: 'µs' };
    figures.push(
      compared(`CPU of an order over plain HTTP, client alone, ${runtime}`, cpuUs.client, cpuUs.peer, us),
      compared(`the same with guards and journal, ${runtime}`, cpuUs.orders, cpuUs.peer, us),
    );
  }
  if (latency) {
    const { testMs, placeMs } = latency;
    figures.push(
      absolute('window call to first byte, p50', quantile(testMs, 0.5), 1),
      absolute('window call to first byte, p99', quantile(testMs, 0.99), 5),
      absolute('the same with real orders, p50', quantile(placeMs, 0.5)),
    );
  }
  return figures;
}

/** @param {Results} results @returns {Figure[]} of tray and alerts */
export function watchFigures({ tray, growth, alerts }) {
  return [
    ...(tray ? trayFigures(tray) : []),
    ...(alerts ? alertFigures(alerts) : []),
    ...(growth ? [growthFigure(growth)] : []),
  ];
}
