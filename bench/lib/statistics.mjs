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
