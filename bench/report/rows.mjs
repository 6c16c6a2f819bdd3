import { ratioOf, spreadOf } from '../lib/statistics.mjs';

/**
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
export const verdictOf = (isMet) => (isMet ? 'met' : 'target missed');

/**
 * @param {string} what
 * @param {readonly number[]} ours
 * @param {readonly number[]} peers
 * @param {{ digits: number, unit: string, atMost?: number }} options
 * @returns {Figure}
 */
export function compared(what, ours, peers, { digits, unit, atMost }) {
  const ratio = ratioOf(ours, peers);
  return {
    what,
    perch: spreadText(ours, digits, unit),
    peer: spreadText(peers, digits, unit),
    ratio: `${fixed(ratio.median, 2)} (${fixed(ratio.low, 2)}–${fixed(ratio.high, 2)})`,
    target: atMost === undefined ? '' : `≤ ${atMost} ×`,
    verdict: atMost === undefined ? '' : verdictOf(ratio.median <= atMost),
  };
}

/**
 * @param {string} what
 * @param {number} ms
 * @param {number} [atMost]
 * @returns {Figure}
 */
export function absolute(what, ms, atMost) {
  return {
    what,
    perch: `${fixed(ms, 2)} ms`,
    peer: '',
    ratio: '',
    target: atMost === undefined ? '' : `≤ ${atMost} ms`,
    verdict: atMost === undefined ? '' : verdictOf(ms <= atMost),
  };
}

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
