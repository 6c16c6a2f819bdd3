import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildChild } from './build-child';
import { KILL_POINTS } from './ops';
import { planOf } from './plan';
import { failuresOf, summaryOf } from './table';
import { torture } from './torture';

/** Twice the kill points: every second run has one. */
const RUNS = 2 * KILL_POINTS.length;
const AT_ONCE = 10;
const SEED = 1;

// Inside of the repository, so that the process finds its native modules.
const out = join(import.meta.dirname, '../../out');
mkdirSync(out, { recursive: true });
const folder = mkdtempSync(join(out, 'torture-short-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the torture', () => {
  it('plans the same for the same seed', () => {
    for (let index = 0; index < 20; index += 1) expect(planOf(5, index)).toEqual(planOf(5, index));
    expect(planOf(5, 1)).not.toEqual(planOf(6, 1));
  });

  it(
    `loses nothing in ${RUNS} runs, of which half are killed`,
    async () => {
      const began = performance.now();
      const runs = await torture({
        seed: SEED,
        runs: Array.from({ length: RUNS }, (_, index) => index),
        child: await buildChild(folder),
        atOnce: AT_ONCE,
      });
      const { lost, kills } = summaryOf(SEED, runs, (performance.now() - began) / 1_000);
      expect(runs.flatMap((run) => failuresOf(SEED, run))).toEqual([]);
      expect(lost).toBe(0);
      expect(Object.entries(kills).filter(([, count]) => count === 0)).toEqual([]);
    },
    // ms; some 20 s where nothing else runs.
    240_000,
  );
});
