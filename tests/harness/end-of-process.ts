import type { ChildProcess } from 'node:child_process';

/** Waits for a child to end, also when it already has. Gives its exit code, or null after a signal. */
export function endOfProcess(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', resolve));
}
