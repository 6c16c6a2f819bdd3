import fc from 'fast-check';

/** `PERCH_FUZZ_SEED=<number>` repeats a run; else each run has a seed of its own. */
const preset = process.env['PERCH_FUZZ_SEED'];
const seed = preset === undefined || preset === '' ? Date.now() % 2 ** 31 : Number(preset);

/** Runs a property that many times with the seed of this run; fast-check names seed and path in a failure. */
export function fuzz<T extends [unknown, ...unknown[]]>(
  property: fc.IProperty<T> | fc.IAsyncProperty<T>,
  numRuns: number,
): Promise<void> {
  return Promise.resolve(fc.assert(property as fc.IAsyncProperty<T>, { seed, numRuns }));
}

/** To be called first in each file. @param what is fuzzed */
export function saySeed(what: string): void {
  process.stdout.write(`fuzzing ${what} with PERCH_FUZZ_SEED=${seed}\n`);
}

/** A cheap source of choices for one run; the same for the same number, so that fast-check can repeat and shrink it. */
export function choices(start: number): (below: number) => number {
  let state = start >>> 0 || 1;
  return (below) => {
    // xorshift32
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}

export type Choose = ReturnType<typeof choices>;
