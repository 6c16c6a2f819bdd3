import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const PRLIMIT = '/usr/bin/prlimit';

/**
 * Has the kernel write down no memory of ours when a process crashes: keys are in it. Only a process's own system call or util-linux's
 * prlimit can set that limit, and Node offers neither; so prlimit is run, for main and for the processes that Chromium forks its others
 * from. A Perch of a .deb comes with the limit set by its launcher, and nothing is run.
 */
export function forbidCoreDumps(): void {
  if (process.platform !== 'linux' || !areAllowed(process.pid) || !existsSync(PRLIMIT)) return;
  for (const pid of [process.pid, ...childrenOf(process.pid)]) {
    execFile(PRLIMIT, ['--core=0:0', '--pid', String(pid)], () => undefined);
  }
}

function areAllowed(pid: number): boolean {
  return !/^Max core file size +0 +0 /m.test(textOf(`/proc/${pid}/limits`));
}

function childrenOf(pid: number): number[] {
  const own = textOf(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return own.flatMap((child) => [child, ...childrenOf(child)]);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
