/**
 * @param {readonly number[]} values at least one
 * @param {number} share 0 to 1
 * @returns {number} by linear interpolation between the two nearest ranks
 */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/** @param {readonly number[]} values */
export const median = (values) => quantile(values, 0.5);

/**
 * @typedef {object} Spread
 * @property {number} median
 * @property {number} low first quartile
 * @property {number} high third quartile
 * @property {number} least
 * @property {number} most
 * @property {number} count
 */

/** @param {readonly number[]} values @returns {Spread} */
export function spreadOf(values) {
  return {
    median: median(values),
    low: quantile(values, 0.25),
    high: quantile(values, 0.75),
    least: Math.min(...values),
    most: Math.max(...values),
    count: values.length,
  };
}

/**
 * The ratio of two things measured in the same rounds. Each round's own ratio is taken first, so that what slows a whole
 * round of a busy machine weighs on both alike.
 * @param {readonly number[]} ours
 * @param {readonly number[]} peers in the same order of rounds
 */
export function ratioOf(ours, peers) {
  return spreadOf(ours.map((value, round) => value / (peers[round] ?? Number.NaN)));
}

/**
 * How far the end of a series is from its beginning: medians of its last and first thirds, which single odd values do not move.
 * @param {readonly number[]} values in the order of time, at least one
 * @returns {{ first: number, last: number, growth: number }} `growth` as a share of the beginning
 */
export function driftOf(values) {
  const third = Math.max(1, Math.floor(values.length / 3));
  const first = median(values.slice(0, third));
  const last = median(values.slice(-third));
  return { first, last, growth: last / first - 1 };
}
