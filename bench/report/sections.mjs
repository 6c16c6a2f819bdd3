import * as charts from './charts.mjs';
import { httpsComparison, httpsTable, loadComparison, loadTable } from './clients.mjs';
import { deskComparison, deskFigures } from './desk.mjs';
import { orderFigures, startFigures, watchFigures } from './figures.mjs';
import { journalComparison, journalFigures, journalSection } from './journal.mjs';
import { marketFigures } from './market-figures.mjs';
import { alertComparison, marketComparisons, stormSection, symbolsTable } from './market-text.mjs';
import {
  cpuComparison,
  latencyComparison,
  latencyText,
  memoryComparison,
  memoryTable,
  startComparison,
} from './start-text.mjs';
import { trayComparison } from './tray.mjs';

/** @typedef {import('./figures.mjs').Results} Results */

/**
 * @typedef {object} Section
 * @property {string} title
 * @property {(keyof Results)[]} parts of the results it tells of
 * @property {import('./rows.mjs').Figure[]} figures
 * @property {import('./charts.mjs').NamedChart[]} charts
 * @property {string[]} comparisons what is compared with what
 * @property {string[]} details
 */

/** @param {Results} results @returns {Section[]} of which something was measured */
export function sectionsOf(results) {
  const { start, memory, load, orderHttps, orderCpu, latency, journal, desk, tray, alerts, storm, symbols } =
    results;
  /** @type {Section[]} */
  const sections = [
    {
      title: 'Start and memory',
      parts: ['start', 'memory', 'javascript', 'load'],
      figures: startFigures(results),
      charts: charts.startCharts(results),
      comparisons: [
        ...(start ? [startComparison(start)] : []),
        ...(memory ? [memoryComparison(memory)] : []),
        ...(load ? [loadComparison(load)] : []),
      ],
      details: [...(memory ? [memoryTable(memory)] : []), ...(load ? [loadTable(load)] : [])],
    },
    {
      title: 'Order path',
      parts: ['orderHttps', 'orderCpu', 'latency'],
      figures: orderFigures(results),
      charts: charts.orderCharts(results),
      comparisons: [
        ...(orderHttps
          ? [httpsComparison(orderHttps, results.runs?.['orderHttps']?.machine ?? results.machine)]
          : []),
        ...(orderCpu ? [cpuComparison(orderCpu)] : []),
        ...(latency ? [latencyComparison(latency)] : []),
      ],
      details: [...(orderHttps ? [httpsTable(orderHttps)] : []), ...(latency ? [latencyText(latency)] : [])],
    },
    {
      title: 'Market data',
      parts: ['book', 'publication', 'bookRepair', 'symbols', 'storm'],
      figures: marketFigures(results),
      charts: charts.marketCharts(results),
      comparisons: marketComparisons(results),
      details: [
        ...(symbols ? [`### More and more symbols\n\n${symbolsTable(symbols)}`] : []),
        ...(storm ? [`### Ten thousand updates a second\n\n${stormSection(storm)}`] : []),
      ],
    },
    {
      title: 'Journal',
      parts: ['journal'],
      figures: journal ? journalFigures(journal) : [],
      charts: charts.journalCharts(results),
      comparisons: journal ? [journalComparison(journal)] : [],
      details: journal ? [journalSection(journal)] : [],
    },
    {
      title: 'Desk',
      parts: ['desk'],
      figures: desk ? deskFigures(desk) : [],
      charts: charts.deskCharts(results),
      comparisons: desk ? [deskComparison(desk)] : [],
      details: [],
    },
    {
      title: 'Tray and alerts',
      parts: ['tray', 'alerts', 'growth'],
      figures: watchFigures(results),
      charts: charts.trayCharts(results),
      comparisons: [...(tray ? [trayComparison(tray)] : []), ...(alerts ? [alertComparison(alerts)] : [])],
      details: [],
    },
  ];
  return sections.filter(({ figures }) => figures.length > 0);
}
