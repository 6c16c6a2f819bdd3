import { median } from '../lib/statistics.mjs';
import { fixed, table } from './rows.mjs';

/** @typedef {import('./figures.mjs').Results} Results */

/** What is compared with what, of the parts that were run. @param {Results} results @returns {string[]} */
export function marketComparisons({ machine, book, publication, storm, symbols, bookRepair }) {
  const [firstBook] = book ?? [];
  const lines = [];
  if (firstBook)
    lines.push(
      `- **Book** (${firstBook.wallUs.perch.length} rounds of ${firstBook.messagesPerRound} messages after two for warming up): one message of \`@spotDepth\` with 20 + 20 changes on 1,000 levels a side, from the text as it came (8 decimals, as in the exchange's examples) to a book with both best prices read; JSON.parse is in it. Perch: the decoding of frames with all its checks, the check of the version, the book. The peer is the order book of ccxt ${machine.ccxt ?? ''} as its pro classes fill it: JSON.parse, the check of the version, \`safeFloat\` and \`store\` for each change, without the client around it; its prices are binary numbers. The same messages for both, checked at the end of each round. "Quantities change": levels that are there get other quantities. "Levels come and go too": a quarter of the changes bring a level and a quarter take one away, which is what books do. The known reference for the peer, on two cores: 22,100/s, p99 82 µs.`,
    );
  if (publication)
    lines.push(
      `- **Main to window** (${publication.mainUs.perch.length} rounds of ${publication.frames} frames): ${publication.symbols} tickers of nine fields change in each frame. Perch: main's store, its publication, its preload, the page's store. The peer sends a message for each ticker. Each side is an Electron app with a window that keeps what comes and paints nothing; CPU is user and system time of all threads, less what the same app takes in the same time without sending (main: ${fixed(median(publication.idleUs.perch), 2)} µs per ticker). The known reference for the peer: 3.5 to 4.5 µs.`,
    );
  if (storm)
    lines.push(
      `- **Storm** (${fixed(storm.seconds / 60, 1)} minutes): the desk on a custom account at a paper exchange in a process of its own with \`--rate ${storm.rate}\`: so many book changes a second over all its symbols, which the exchange tells as PROTOCOL says: of the shown book once a second, of trades ten times, of all tickers once. Frames are the times between animation frames in the page; the target of 33 ms is two refreshes at 60 Hz, which the page's clock tells as 33.4. The peer is the same window before, at an exchange where nothing changes. Without a graphics card everything is painted by the processors that the exchange works on too. Heaps are read between the minutes, after a full collection. A drift is told between the medians of the first and the last third of the minutes, and counts from 5 %.`,
    );
  if (symbols)
    lines.push(
      `- **Symbols** (${symbols[0]?.runs.length ?? 0} rounds): the desk at paper exchanges that list so many symbols, each with its quiet pace. "At most linear": from each count to the next, the figure grows no faster than the count. The table of markets is scrolled by three rows a frame from end to end.`,
    );
  if (bookRepair)
    lines.push(
      `- **Repair of a book** (${bookRepair.repairMs.length} holes): a real paper exchange leaves out a difference; from the moment when Perch says that there is a hole to a book that is live again, after which it is compared with the exchange's own.`,
    );
  return lines;
}

/** @param {NonNullable<Results['storm']>} storm */
export function stormSection({ minutes, quietFrames, quietCpu, heapsBefore, received, seconds, incidents }) {
  const kinds = Object.keys(quietCpu).filter((kind) => kind !== 'zygote');
  const cpu = (/** @type {Record<string, number>} */ shares) =>
    kinds.map((kind) => `${fixed((shares[kind] ?? 0) * 100, 1)} %`);
  const frames = (/** @type {import('../lib/frames.mjs').Frames} */ { p50, p99, most }) =>
    [p50, p99, most].map((ms) => fixed(ms, 1));
  const heaps = (/** @type {import('../lib/heaps.mjs').Heaps} */ { mainMb, mainExternalMb, windowMb }) =>
    [mainMb, mainExternalMb, windowMb].map((mb) => fixed(mb, 1));
  const noted = Object.entries(incidents).filter(([, count]) => count > 0);
  return [
    table(
      [
        'minute',
        'frame p50, ms',
        'p99',
        'most',
        'heap of main, MB',
        'its buffers',
        'heap of the window',
        ...kinds.map((kind) => `CPU: ${kind}`),
      ],
      [
        ['quiet', ...frames(quietFrames), ...heaps(heapsBefore), ...cpu(quietCpu)],
        ...minutes.map((minute, at) => [
          String(at + 1),
          ...frames(minute.frames),
          ...heaps(minute.heaps),
          ...cpu(minute.cpu),
        ]),
      ],
    ),
    `CPU is the share of one processor. Heaps in the first line are those before the first minute of the storm. The desk received ${fixed(received.messages / seconds, 1)} messages and ${fixed(received.bytes / seconds / 1024, 1)} kB a second over its streams; ${noted.length === 0 ? 'nothing went wrong with them' : `incidents: ${noted.map(([kind, count]) => `${kind} ${count}`).join(', ')}`}.`,
  ].join('\n\n');
}

/** @param {NonNullable<Results['symbols']>} counts */
export function symbolsTable(counts) {
  const rows = counts.map(({ symbols, runs }) => {
    const of = (/** @type {(run: import('../symbols/measure.mjs').SymbolsRun) => number} */ pick) =>
      median(runs.map(pick));
    return [
      String(symbols),
      `${fixed(of(({ mainCpu }) => mainCpu) * 100, 1)} %`,
      `${fixed(of(({ windowCpu }) => windowCpu) * 100, 1)} %`,
      fixed(
        of(({ mainPssMb }) => mainPssMb),
        0,
      ),
      fixed(
        of(({ windowPssMb }) => windowPssMb),
        0,
      ),
      ...[
        of(({ restFrames }) => restFrames.p99),
        of(({ scrollFrames }) => scrollFrames.p50),
        of(({ scrollFrames }) => scrollFrames.p99),
        of(({ scrollFrames }) => scrollFrames.most),
      ].map((ms) => fixed(ms, 1)),
    ];
  });
  return table(
    [
      'symbols',
      'CPU of main',
      'of the window',
      'PSS of main, MB',
      'of the window',
      'frame p99 at rest, ms',
      'scrolling p50',
      'p99',
      'most',
    ],
    rows,
  );
}

/** @param {import('../alerts/measure.mjs').AlertCpu} alerts */
export function alertComparison(alerts) {
  return `- **Alerts** (${alerts.allUs.length} rounds after two for warming up): main's own alerts on a real database, from a table of tickers with new prices to what fired being on disk; ten alerts a symbol, nine at a level and one on a change within an hour, all recurring with a cooldown and a hysteresis. ${alerts.fired} fired meanwhile. CPU is user and system time of the whole process. "All symbols at once": 40 tables a round with a new price of every symbol. "20 at a time": 2,000 tables with new prices of twenty, where finding them among the others is part of it.`;
}
