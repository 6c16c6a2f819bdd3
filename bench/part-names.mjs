/** Parts of a whole run, in the order in which they are measured: short ones first. */
export const partNames = /** @type {const} */ ([
  'javascript',
  'cpu',
  'https',
  'load',
  'schema',
  'book',
  'publication',
  'book-repair',
  'alerts',
  'growth',
  'start',
  'memory',
  'latency',
  'journal',
  'symbols',
  'desk',
  'storm',
  'tray',
]);

/** @typedef {(typeof partNames)[number]} PartName */
