import { quantile, ratioOf, spreadOf } from '../lib/statistics.mjs';

/**
 * Everything one run measured, as it is written to out/bench/.
 * @typedef {object} Results
 * @property {string} date ISO 8601
 * @property {number} seconds the run took
 * @property {import('../lib/machine.mjs').Machine} machine
 * @property {import('../app-start/measure.mjs').StartTimes} [start]
 * @property {Record<'perch' | 'bare', import('../app-start/measure.mjs').Memory[]>} [memory]
 * @property {import('../order-cpu/measure.mjs').OrderCpu[]} [orderCpu]
 * @property {import('../order-latency/measure.mjs').OrderLatency} [latency]
 * @property {import('../schema-library/measure.mjs').SchemaLibrary[]} [schemas]
 *
 * One line of a table. A figure without a target is told for its own sake.
 * @typedef {object} Figure
 * @property {string} what
 * @property {string} perch
 * @property {string} peer empty where the figure is absolute
 * @property {string} ratio
 * @property {string} target
 * @property {string} verdict `met`, `target missed`, or empty
 */

/** @param {number} value @param {number} digits */
export const fixed = (value, digits) => value.toFixed(digits);

/** @param {readonly number[]} values @param {number} digits @param {string} unit @returns {string} median and quartiles */
export function spreadText(values, digits, unit) {
  const { median, low, high } = spreadOf(values);
  return `${fixed(median, digits)} ${unit} (${fixed(low, digits)}–${fixed(high, digits)})`;
}

/** @param {boolean} isMet */
const verdictOf = (isMet) => (isMet ? 'met' : 'target missed');

/**
 * @param {string} what
 * @param {readonly number[]} ours
 * @param {readonly number[]} peers
 * @param {{ digits: number, unit: string, atMost?: number }} options
 * @returns {Figure}
 */
function compared(what, ours, peers, { digits, unit, atMost }) {
  const ratio = ratioOf(ours, peers);
  return {
    what,
    perch: spreadText(ours, digits, unit),
    peer: spreadText(peers, digits, unit),
    ratio: `${fixed(ratio.median, 2)} (${fixed(ratio.low, 2)}–${fixed(ratio.high, 2)})`,
    target: atMost === undefined ? '' : `${atMost} ×`,
    verdict: atMost === undefined ? '' : verdictOf(ratio.median <= atMost),
  };
}

/**
 * @param {string} what
 * @param {number} ms
 * @param {number} [atMost]
 * @returns {Figure}
 */
function absolute(what, ms, atMost) {
  return {
    what,
    perch: `${fixed(ms, 2)} ms`,
    peer: '',
    ratio: '',
    target: atMost === undefined ? '' : `${atMost} ms`,
    verdict: atMost === undefined ? '' : verdictOf(ms <= atMost),
  };
}

/** @param {Results} results @returns {Figure[]} of the parts that were run */
export function figuresOf({ start, memory, orderCpu = [], latency }) {
  /** @type {Figure[]} */
  const figures = [];
  if (start) {
    const ms = { digits: 0, unit: 'ms' };
    figures.push(
      compared('start to painted live markets', start.perchAgain, start.bareAgain, { ...ms, atMost: 1.5 }),
      compared('the same, first start of a profile', start.perchFirst, start.bareFirst, ms),
    );
  }
  if (memory) {
    const mb = (/** @type {'perch' | 'bare'} */ name) => memory[name].map(({ pssKb }) => pssKb / 1024);
    figures.push(compared('memory, PSS', mb('perch'), mb('bare'), { digits: 0, unit: 'MB', atMost: 1.35 }));
  }
  orderCpu.forEach(({ runtime, cpuUs }) => {
    const us = { digits: 0, unit: 'µs' };
    figures.push(
      compared(`CPU per signed order, guards and client, ${runtime}`, cpuUs.orders, cpuUs.peer, {
        ...us,
        atMost: 1.5,
      }),
      compared(`CPU per signed order, client alone, ${runtime}`, cpuUs.client, cpuUs.peer, us),
    );
  });
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
