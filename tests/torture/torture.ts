import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TorturedProcess } from './child-process';
import type { KillPoint } from './ops';
import { planOf } from './plan';
import { run, SETTLED_WITHIN_MS, type Processes, type RunResult } from './run';

export interface TortureOptions {
  readonly seed: number;
  /** Which runs of the seed. */
  readonly runs: readonly number[];
  /** The bundle of child.ts. */
  readonly child: string;
  /** Runs at once. */
  readonly atOnce: number;
  /** What happened in a run, as it happens. */
  readonly log?: (line: string) => void;
  readonly onRun?: (done: DoneRun) => void;
  /** Begins no more runs, and lets those under way end. */
  readonly signal?: AbortSignal;
}

export interface DoneRun {
  readonly index: number;
  readonly target: KillPoint | undefined;
  readonly recvWindow: number;
  /** undefined when the driver itself failed. */
  readonly result: RunResult | undefined;
  readonly failure: string;
  /** What happened, of a run that went wrong. */
  readonly story: readonly string[];
}

/** Carries out runs, several at once, and never leaves a process behind. */
export async function torture(options: TortureOptions): Promise<DoneRun[]> {
  const folder = mkdtempSync(join(tmpdir(), 'perch-torture-'));
  const idle: TorturedProcess[] = [];
  const alive = new Set<TorturedProcess>();
  const processes: Processes = {
    async take() {
      const free = idle.pop();
      if (free !== undefined && !free.hasEnded) return free;
      const started = new TorturedProcess(options.child);
      alive.add(started);
      void started.ended.then(() => alive.delete(started));
      await started.ready;
      return started;
    },
    giveBack: (free) => void idle.push(free),
  };
  const leaveNothing = (): void => {
    for (const tortured of alive) tortured.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', leaveNothing);
  const waiting = [...options.runs];
  const done: DoneRun[] = [];
  async function worker(): Promise<void> {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      if (options.signal?.aborted === true) return;
      const plan = planOf(options.seed, index);
      const about = { index, target: plan.target?.point, recvWindow: plan.recvWindow };
      const story: string[] = [];
      const log = (line: string): void => {
        story.push(line);
        options.log?.(line);
      };
      let ended: DoneRun;
      try {
        const result = await run({
          plan,
          folder: join(folder, String(index)),
          processes,
          log,
        });
        ended = { ...about, result, failure: '', story: hasGoneWrong(result) ? story : [] };
      } catch (error) {
        const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
        ended = { ...about, result: undefined, failure, story };
      }
      done.push(ended);
      options.onRun?.(ended);
    }
  }
  try {
    await Promise.all(Array.from({ length: options.atOnce }, worker));
  } finally {
    await Promise.all([...alive].map((tortured) => tortured.end()));
    rmSync(folder, { recursive: true, force: true });
    process.off('exit', leaveNothing);
  }
  return done.sort((a, b) => a.index - b.index);
}

function hasGoneWrong({ verdict, settledMs = 0 }: RunResult): boolean {
  return verdict.reasons.length > 0 || settledMs > SETTLED_WITHIN_MS;
}
