import { availableParallelism } from 'node:os';

/** Apps under test at once: each has some eight processes, and most tests wait more than they work. */
export const MOST_AT_ONCE = Math.min(2, availableParallelism());

/** Name of the variable with the sessions of all workers, as JSON. */
export const DISPLAYS = 'PERCH_TEST_DISPLAYS';
