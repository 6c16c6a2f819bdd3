import { clients } from '../order-https/clients.mjs';
import { median, quantile } from '../lib/statistics.mjs';

/** @typedef {import('./figures.mjs').Results} Results */
/** @typedef {import('./chart.mjs').Chart} Chart */
/** @typedef {import('./chart.mjs').Bar} Bar */

/** A chart with the name of its file in docs/images/performance/. @typedef {{ name: string, chart: Chart }} NamedChart */

const pair = (
  /** @type {readonly number[]} */ ours,
  /** @type {readonly number[]} */ theirs,
  /** @type {string} */ peer,
) => [
  { label: 'Perch', values: ours, ours: true },
  { label: peer, values: theirs },
];

const atMost = (/** @type {number} */ value, /** @type {string} */ unit) => ({
  value,
  text: `target: at most ${value} ${unit}`,
});

/** @param {Results} results @returns {NamedChart[]} */
export function startCharts({ start, memory, load }) {
  /** @type {NamedChart[]} */
  const charts = [];
  if (start) {
    const { perchAgain, bareAgain, perchFirst, bareFirst } = start;
    charts.push({
      name: 'start',
      chart: {
        title: 'Process start to painted',
        unit: 'ms',
        digits: 0,
        groups: [
          { name: 'with a profile of before', bars: pair(perchAgain, bareAgain, 'bare window') },
          { name: 'first start of a profile', bars: pair(perchFirst, bareFirst, 'bare window') },
        ],
      },
    });
  }
  if (memory) {
    const mb = (/** @type {'perch' | 'bare'} */ name) => memory[name].map(({ pssKb }) => pssKb / 1024);
    charts.push({
      name: 'memory',
      chart: {
        title: 'Memory of all processes with the desk open, PSS',
        unit: 'MB',
        digits: 0,
        groups: [{ bars: pair(mb('perch'), mb('bare'), 'bare window') }],
      },
    });
  }
  if (load) {
    const bars = (/** @type {'ms' | 'rssMb'} */ what) =>
      load.map((each) => ({
        label: each.name === 'perch' ? 'Perch, exchange client' : each.name,
        values: each[what],
        ours: each.name === 'perch',
      }));
    charts.push(
      {
        name: 'load-time',
        chart: {
          title: 'Time to load an exchange client in Node',
          unit: 'ms',
          digits: 0,
          groups: [{ bars: bars('ms'), target: atMost(25, 'ms') }],
        },
      },
      {
        name: 'load-memory',
        chart: {
          title: 'Memory that loading it takes, RSS',
          unit: 'MB',
          digits: 1,
          groups: [{ bars: bars('rssMb'), target: atMost(6, 'MB') }],
        },
      },
    );
  }
  return charts;
}

/** @param {Results} results @returns {NamedChart[]} */
export function orderCharts({ orderHttps, orderCpu, latency }) {
  /** @type {NamedChart[]} */
  const charts = [];
  if (orderHttps) {
    const bars = (/** @type {'cpuUs' | 'wallP50Us' | 'wallP99Us'} */ what) =>
      Object.entries(orderHttps.clients).map(([name, client]) => ({
        label: clients[/** @type {keyof typeof clients} */ (name)].name,
        values: client[what],
        ours: name === 'perch' || name === 'guarded',
      }));
    charts.push(
      {
        name: 'order-https-cpu',
        chart: {
          title: 'CPU of a signed order over HTTPS, p50',
          unit: 'µs',
          digits: 0,
          groups: [{ bars: bars('cpuUs'), target: { value: 240, text: 'target without journal: 240 µs' } }],
        },
      },
      {
        name: 'order-https-wall',
        chart: {
          title: 'Time of a signed order over HTTPS, there and back on one machine',
          unit: 'µs',
          digits: 0,
          groups: [
            { name: 'p50', bars: bars('wallP50Us') },
            { name: 'p99', bars: bars('wallP99Us') },
          ],
        },
      },
    );
  }
  if (orderCpu) {
    charts.push({
      name: 'order-http-cpu',
      chart: {
        title: 'CPU of a signed order over plain HTTP, mean',
        unit: 'µs',
        digits: 0,
        groups: orderCpu.map(({ runtime, cpuUs }) => ({
          name: runtime,
          bars: [
            { label: 'Perch, client', values: cpuUs.client, ours: true },
            { label: 'Perch, guards and journal', values: cpuUs.orders, ours: true },
            { label: 'undici, least code', values: cpuUs.peer },
          ],
        })),
      },
    });
  }
  if (latency) {
    charts.push({
      name: 'window-to-socket',
      chart: {
        title: 'Window call to first byte at the exchange, p50 and quartiles',
        unit: 'ms',
        digits: 2,
        groups: [
          {
            bars: [
              { label: 'test orders', values: latency.testMs, ours: true },
              { label: 'real orders', values: latency.placeMs, ours: true },
              { label: 'IPC alone, there and back', values: latency.ipcMs },
            ],
            target: atMost(1, 'ms'),
          },
        ],
      },
    });
  }
  return charts;
}

/** @param {Results} results @returns {NamedChart[]} */
export function marketCharts({ book, publication, symbols, storm }) {
  /** @type {NamedChart[]} */
  const charts = [];
  if (book) {
    const shapes = { quantities: 'quantities change', moves: 'levels come and go too' };
    charts.push({
      name: 'book',
      chart: {
        title: 'Book messages a second: more is better',
        unit: '/s',
        digits: 0,
        groups: book.map(({ runtime, shape, wallUs }) => ({
          name: `${shapes[shape]}, ${runtime}`,
          bars: pair(
            wallUs.perch.map((us) => 1e6 / us),
            wallUs.ccxt.map((us) => 1e6 / us),
            'ccxt pro',
          ),
          target: { value: 40_000, text: 'target: at least 40,000 /s' },
        })),
      },
    });
  }
  if (publication) {
    charts.push({
      name: 'publication',
      chart: {
        title: 'Main to window, CPU for each ticker',
        unit: 'µs',
        digits: 2,
        groups: [
          {
            name: 'main',
            bars: pair(publication.mainUs.perch, publication.mainUs.peer, 'a message each'),
            target: atMost(0.5, 'µs'),
          },
          {
            name: 'all processes',
            bars: pair(publication.allUs.perch, publication.allUs.peer, 'a message each'),
          },
        ],
      },
    });
  }
  if (symbols) {
    const bars = (/** @type {(run: import('../symbols/measure.mjs').SymbolsRun) => number} */ pick) =>
      symbols.map((count) => ({
        label: `${count.symbols.toLocaleString('en-US')} symbols`,
        values: count.runs.map(pick),
        ours: true,
      }));
    charts.push(
      {
        name: 'symbols-cpu',
        chart: {
          title: 'CPU of main with more and more symbols',
          unit: '%',
          digits: 1,
          groups: [{ bars: bars(({ mainCpu }) => mainCpu * 100) }],
        },
      },
      {
        name: 'symbols-memory',
        chart: {
          title: 'Memory of main with more and more symbols, PSS',
          unit: 'MB',
          digits: 0,
          groups: [{ bars: bars(({ mainPssMb }) => mainPssMb) }],
        },
      },
    );
  }
  if (storm) {
    charts.push({
      name: 'storm',
      chart: {
        title: `Frames at ${storm.rate.toLocaleString('en-US')} updates a second, p99 of each minute`,
        unit: 'ms',
        digits: 1,
        groups: [
          {
            bars: [
              { label: 'quiet market', values: [storm.quietFrames.p99] },
              ...storm.minutes.map(({ frames }, at) => ({
                label: `minute ${at + 1}`,
                values: [frames.p99],
                ours: true,
              })),
            ],
            target: { value: 33.4, text: 'target: two refreshes of the screen, 33.4 ms' },
          },
        ],
      },
    });
  }
  return charts;
}

/** @param {Results} results @returns {NamedChart[]} */
export function journalCharts({ journal }) {
  if (!journal) return [];
  const { commitMs, sizes } = journal;
  const label = (/** @type {number} */ rows) => `${rows.toLocaleString('en-US')} orders`;
  return [
    {
      name: 'journal-commit',
      chart: {
        title: 'A durable commit, p50 and quartiles of all',
        unit: 'ms',
        digits: 2,
        groups: [
          {
            bars: [
              { label: 'an order in the journal', values: commitMs.journal.flat(), ours: true },
              { label: 'one bare INSERT', values: commitMs.bare.flat() },
              { label: 'fdatasync of a file', values: commitMs.file.flat() },
            ],
          },
        ],
      },
    },
    {
      name: 'journal-growth',
      chart: {
        title: 'With more and more orders in the journal',
        unit: 'ms',
        digits: 2,
        groups: [
          {
            name: 'first page of the history, all filters',
            bars: sizes.map(({ rows, pageMs }) => ({
              label: label(rows),
              values: Object.values(pageMs).flat(),
              ours: true,
            })),
          },
          {
            name: 'placing an order, both commits',
            bars: sizes.map(({ rows, placeMs }) => ({
              label: label(rows),
              values: placeMs.flat(),
              ours: true,
            })),
          },
        ],
      },
    },
  ];
}

/** @param {Results} results @returns {NamedChart[]} */
export function deskCharts({ desk }) {
  if (!desk) return [];
  const share = (
    /** @type {readonly number[]} */ values,
    /** @type {number} */ at,
    /** @type {number} */ aim,
  ) => ({
    name: `p${at * 100}`,
    bars: [{ label: 'Perch', values: [quantile(values, at)], ours: true }],
    target: atMost(aim, 'ms'),
  });
  const chart = (
    /** @type {string} */ name,
    /** @type {string} */ title,
    /** @type {import('./chart.mjs').Group[]} */ groups,
  ) => ({ name, chart: { title, unit: 'ms', digits: 0, groups } });
  return [
    chart('desk-switch', 'Another symbol, from the key to the whole desk', [
      share(desk.switchMs, 0.5, 120),
      share(desk.switchMs, 0.95, 250),
    ]),
    chart('desk-key', `Key in the ticket to its frame at ${desk.rate} updates a second`, [
      share(desk.keyMs, 0.95, 33),
    ]),
  ];
}

/** @param {Results} results @returns {NamedChart[]} */
export function trayCharts({ tray, growth }) {
  /** @type {NamedChart[]} */
  const charts = [];
  if (tray) {
    charts.push(
      {
        name: 'tray-memory',
        chart: {
          title: 'Memory in the tray without a window, PSS',
          unit: 'MB',
          digits: 0,
          groups: [
            {
              bars: [
                { label: 'Perch', values: tray.perchMb, ours: true },
                { label: 'after five times desk', values: tray.againMb, ours: true },
                { label: 'bare app with an icon', values: tray.bareMb },
              ],
              target: { value: median(tray.bareMb) + 25, text: 'target: 25 MB more than bare' },
            },
          ],
        },
      },
      {
        name: 'tray-clicks',
        chart: {
          title: 'From a click on the tray to painted',
          unit: 'ms',
          digits: 0,
          groups: [
            { bars: [{ label: 'desk', values: tray.deskMs, ours: true }], target: atMost(500, 'ms') },
            { bars: [{ label: 'popover', values: tray.popoverMs, ours: true }], target: atMost(250, 'ms') },
          ],
        },
      },
    );
  }
  if (growth) {
    charts.push({
      name: 'watcher-heap',
      chart: {
        title: 'Heap of the watcher at 20 prices a second, by simulated hour',
        unit: 'MB',
        digits: 2,
        groups: [
          {
            bars: growth.hours.map(({ heapBytes, externalBytes }, at) => ({
              label: `hour ${at + 1}`,
              values: [(heapBytes + externalBytes) / 2 ** 20],
              ours: true,
            })),
          },
        ],
      },
    });
  }
  return charts;
}
