import { join } from 'node:path';
import { root } from '../scripts/lib/paths.mjs';
import { shippedJavascript } from '../scripts/lib/shipped-javascript.mjs';
import { measureAlerts } from './alerts/measure.mjs';
import { measureMemory, measureStarts } from './app-start/measure.mjs';
import { measureBookRepair } from './book-repair/measure.mjs';
import { measureBook } from './book/measure.mjs';
import { measureDesk } from './desk/measure.mjs';
import { measureExchangeLoad } from './exchange-load/measure.mjs';
import { measureGrowth } from './growth/measure.mjs';
import { measureJournal } from './journal/measure.mjs';
import { measureOrderCpu } from './order-cpu/measure.mjs';
import { measureOrderHttps } from './order-https/measure.mjs';
import { measureOrderLatency } from './order-latency/measure.mjs';
import { measurePublication } from './publication/measure.mjs';
import { measureSchemaLibraries } from './schema-library/measure.mjs';
import { measureStorm } from './storm/measure.mjs';
import { measureSymbols } from './symbols/measure.mjs';
import { measureTray } from './tray/measure.mjs';

/** @typedef {import('./report/figures.mjs').Results} Results */

/**
 * @typedef {object} Part
 * @property {keyof Results} key where its results are
 * @property {string} words
 * @property {() => Promise<unknown> | unknown} measure
 */

/**
 * What is measured, by the names that `--only` knows.
 * @param {import('./app-start/measure.mjs').Place} place
 * @param {{ stormMinutes: number, useMinutes: number, isWhole: boolean }} options `isWhole` false for a short try
 * @returns {Readonly<Record<import('./part-names.mjs').PartName, Part>>}
 */
export function benchParts(place, { stormMinutes, useMinutes, isWhole }) {
  const { electron } = place;
  return {
    javascript: {
      key: 'javascript',
      words: 'JavaScript before the chart',
      measure: () => shippedJavascript(join(root, 'out/renderer'), 'terminal.html'),
    },
    cpu: {
      key: 'orderCpu',
      words: 'CPU per signed order',
      measure: () => measureOrderCpu({ rounds: 9, ordersPerRound: 2_000, warmUp: 6_000, electron }),
    },
    https: {
      key: 'orderHttps',
      words: 'an order over HTTPS, beside six other clients',
      // Longer than most keep an idle connection, shorter than a load balancer does (60 s).
      measure: () => measureOrderHttps({ rounds: 9, ordersPerRound: 400, pauseSeconds: 31 }),
    },
    load: {
      key: 'load',
      words: 'loading an exchange client',
      measure: () => measureExchangeLoad({ rounds: 9 }),
    },
    schema: {
      key: 'schemas',
      words: 'schema libraries',
      measure: () => measureSchemaLibraries({ rounds: 9, checks: 50_000 }),
    },
    book: {
      key: 'book',
      words: 'book messages',
      measure: () => measureBook({ rounds: 9, messagesPerRound: 5_000, electron }),
    },
    publication: {
      key: 'publication',
      words: 'main to window',
      measure: () => measurePublication(place, { rounds: 9, frames: 60, symbols: 2_000, everyMs: 25 }),
    },
    'book-repair': {
      key: 'bookRepair',
      words: 'a hole in the book',
      measure: () => measureBookRepair({ repairs: 10, rate: 500 }),
    },
    alerts: {
      key: 'alerts',
      words: '10,000 alerts',
      measure: () => measureAlerts({ alerts: 10_000, symbols: 1_000, rounds: 9, electron }),
    },
    growth: {
      key: 'growth',
      words: '8 hours of 20 prices a second',
      measure: () => measureGrowth({ symbols: 50, hours: 8, electron }),
    },
    start: {
      key: 'start',
      words: 'process start to painted',
      measure: () => measureStarts(place, { rounds: 7 }),
    },
    memory: {
      key: 'memory',
      words: 'memory',
      measure: () => measureMemory(place, { rounds: 3, afterMs: 20_000 }),
    },
    latency: {
      key: 'latency',
      words: 'window call to first byte',
      measure: () => measureOrderLatency(place, { tests: 500, places: 40 }),
    },
    journal: {
      key: 'journal',
      words: 'order journal of up to a million orders',
      measure: () =>
        measureJournal({ rounds: 9, commits: 100, sizes: [10, 10_000, 1_000_000], looks: 5, places: 20 }),
    },
    symbols: {
      key: 'symbols',
      words: '50 to 5,000 symbols',
      measure: () => measureSymbols(place, { counts: [50, 500, 5_000], rounds: 2, seconds: 10 }),
    },
    desk: {
      key: 'desk',
      words: 'the whole desk',
      measure: () =>
        measureDesk(place, { switches: 60, useSeconds: 60 * useMinutes, keys: 200, rate: 10_000 }),
    },
    storm: {
      key: 'storm',
      words: `10,000 updates a second for ${stormMinutes} minutes`,
      measure: () => measureStorm(place, { rate: 10_000, minutes: stormMinutes, quietSeconds: 30 }),
    },
    tray: {
      key: 'tray',
      words: 'in the tray, without a window',
      measure: () =>
        measureTray(place, {
          rounds: isWhole ? 3 : 1,
          settleMs: isWhole ? 30_000 : 10_000,
          cpuSeconds: 30,
          clicks: 10,
          alerts: 15,
        }),
    },
  };
}
