/** @typedef {import('./figures.mjs').Results} Results */

/** What every file of results has besides its parts. */
const about = ['date', 'seconds', 'machine', 'partSeconds', 'shortened', 'runs'];

/**
 * Where a part comes from.
 * @typedef {object} Run
 * @property {string} date ISO 8601
 * @property {import('../lib/machine.mjs').Machine} machine
 * @property {number} [seconds] that this part took
 * @property {boolean} [shortened] by `--minutes`
 */

/** @param {Results} results */
export const partsOf = (results) => Object.keys(results).filter((name) => !about.includes(name));

/**
 * Puts several runs together: of each part the newest.
 * @param {readonly Results[]} all at least one
 * @returns {Results} with `runs`, by part; date and machine are those of the newest run
 */
export function joined(all) {
  const byAge = [...all].sort((a, b) => a.date.localeCompare(b.date));
  /** @type {Record<string, Run>} */
  const runs = {};
  /** @type {Record<string, unknown>} */
  const parts = {};
  for (const results of byAge) {
    for (const part of partsOf(results)) {
      const seconds = results.partSeconds?.[part];
      runs[part] = {
        date: results.date,
        machine: results.machine,
        ...(seconds === undefined ? {} : { seconds }),
        ...(results.shortened ? { shortened: true } : {}),
      };
      parts[part] = results[/** @type {keyof Results} */ (part)];
    }
  }
  const newest = byAge.at(-1);
  if (newest === undefined) throw new Error('There are no results to join.');
  const seconds = Object.values(runs).reduce((sum, run) => sum + (run.seconds ?? 0), 0);
  return /** @type {Results} */ ({ ...parts, date: newest.date, machine: newest.machine, seconds, runs });
}

/**
 * @param {readonly Results[]} all
 * @returns {Results[]} those of which at least one part is not in a newer one
 */
export function stillUsed(all) {
  const { runs = {} } = joined(all);
  return all.filter((results) => partsOf(results).some((part) => runs[part]?.date === results.date));
}
