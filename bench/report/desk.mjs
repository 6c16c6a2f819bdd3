import { quantile } from '../lib/statistics.mjs';
import { absolute, fixed, verdictOf } from './rows.mjs';

/** @typedef {import('../desk/measure.mjs').DeskPace} DeskPace */
/** @typedef {import('./rows.mjs').Figure} Figure */

/** @param {DeskPace} desk @returns {Figure[]} */
export function deskFigures({ switchMs, useSeconds, blocks, rate, keyMs, stormBlocks }) {
  const none = (
    /** @type {string} */ what,
    /** @type {readonly number[]} */ held,
    /** @type {boolean} */ isTarget,
  ) => ({
    what,
    perch: held.length === 0 ? 'none' : `${held.length}, the longest ${fixed(Math.max(...held), 0)} ms`,
    peer: '',
    ratio: '',
    target: isTarget ? 'none' : '',
    verdict: isTarget ? verdictOf(held.length === 0) : '',
  });
  const use = `more than 50 ms in ${fixed(useSeconds / 60, 1)} min of use`;
  return [
    absolute('another symbol, from the key to the whole desk, p50', quantile(switchMs, 0.5), 120),
    absolute('the same, p95', quantile(switchMs, 0.95), 250),
    none(`window held up for ${use}`, blocks.window, true),
    none(`main held up for ${use}`, blocks.main, true),
    absolute(`key in the ticket to its frame at ${rate} updates/s, p95`, quantile(keyMs, 0.95), 33),
    absolute('the same, p50', quantile(keyMs, 0.5)),
    none('window held up for more than 50 ms meanwhile', stormBlocks.window, false),
  ];
}

/** @param {DeskPace} desk @returns {string} what was measured, and how */
export function deskComparison({ switchMs, useSeconds, keyMs, rate }) {
  return `- **The whole desk** (${switchMs.length} switches, ${useSeconds} s of use, ${keyMs.length} keys): 1440 × 1000, with five indicators on the chart, a watchlist with lines of the day, fifteen alerts, book and trades, and a chart in a window of its own. A switch is from the press of the key for the next market, as the page has its time, to the end of the first frame in which heading, ticket, chart, book and trades are those of the new symbol and nothing says that it is still loading. Use goes round through switches, figures typed into the ticket, tabs, the pointer over book and chart, the palette and the search. A held up window is told by the browser (\`longtask\`), main by a timer of 10 ms that comes late. Keys are pressed in the ticket at an exchange with \`--rate ${rate}\`, eight to twelve a second.`;
}
