import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildChild } from './build-child';
import { failuresOf, summaryOf, tableOf } from './table';
import { torture, type DoneRun } from './torture';

/** Runs that go on at once: most of the time each waits for a clock. */
const AT_ONCE = 24;

/** The command line of `npm run torture`. Answers the exit code. At the signal it tells of the runs that are done. */
export async function main(args: readonly string[], folder: string, signal: AbortSignal): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { runs: text, seed: text, from: text, 'at-once': text, run: text },
  });
  const [runs, seed, from, atOnce] = [
    Number(values.runs ?? 200),
    Number(values.seed ?? 1),
    Number(values.from ?? 0),
    Number(values['at-once'] ?? AT_ONCE),
  ];
  if (![runs, seed, from, atOnce].every(Number.isSafeInteger))
    throw new Error('--runs, --seed, --from and --at-once are whole numbers');
  mkdirSync(folder, { recursive: true });
  // Its own, because another torture may be under way.
  const bundle = join(folder, `child-${process.pid}`);
  const child = await buildChild(bundle);
  const only = values.run === undefined ? undefined : Number(values.run);
  const began = performance.now();
  let count = 0;
  const done = await torture({
    seed,
    runs: only === undefined ? Array.from({ length: runs }, (_, index) => from + index) : [only],
    child,
    signal,
    atOnce: only === undefined ? atOnce : 1,
    ...(only !== undefined && { log: (line: string) => void process.stdout.write(`${line}\n`) }),
    onRun(run) {
      count += 1;
      const failures = failuresOf(seed, run);
      for (const line of failures) process.stdout.write(`${line}\n`);
      if (failures.length > 0 && only === undefined) tellStory(folder, seed, run);
      if (count % 100 === 0)
        process.stderr.write(`${count} runs, ${((performance.now() - began) / 1_000).toFixed(0)} s\n`);
    },
  });
  rmSync(bundle, { recursive: true, force: true });
  const seconds = (performance.now() - began) / 1_000;
  const summary = summaryOf(seed, done, seconds);
  process.stdout.write(tableOf(summary));
  const file = join(
    folder,
    `torture-${seed}-${only === undefined ? `${from}-${from + runs - 1}` : `run-${only}`}.json`,
  );
  writeFileSync(file, `${JSON.stringify({ summary, runs: done }, null, 1)}\n`);
  return summary.lost === 0 ? 0 : 1;
}

/** Of a run that went wrong, in a file of its own: what time does to a run may not happen again. */
function tellStory(folder: string, seed: number, { index, story }: DoneRun): void {
  writeFileSync(join(folder, `story-${seed}-${index}.txt`), `${story.join('\n')}\n`);
}
