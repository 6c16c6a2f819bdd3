import { randomBytes } from 'node:crypto';
import type { FaultRuleInput } from './faults/rule';
import type { PaperOptions } from './options';
import { type RunningPaper, start } from './start';

export interface TestPaper extends Omit<RunningPaper, 'faults'> {
  readonly secret: string;
  /** Replaces all scheduled faults. */
  faults(rules: readonly FaultRuleInput[]): void;
}

/**
 * Starts a paper exchange inside a test, on any free port (seed 7, key `test-key` and a random secret unless given).
 * With `marketMaker: false` the books are the seed's around the listed prices, and nothing happens but what the test does.
 */
export async function startPaper(options: Partial<PaperOptions> = {}): Promise<TestPaper> {
  const secret = options.secret ?? randomBytes(32).toString('hex');
  const paper = await start({ port: 0, seed: 7, keyId: 'test-key', ...options, secret });
  return {
    rest: paper.rest,
    stream: paper.stream,
    key: paper.key,
    secret,
    exchange: paper.exchange,
    followed: () => paper.followed(),
    stop: () => paper.stop(),
    faults: (rules) => paper.faults.schedule(rules),
  };
}
