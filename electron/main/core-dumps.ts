import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const PRLIMIT = '/usr/bin/prlimit';
/** By then the first window has painted: making processes holds main up for some 20 ms each. */
const LIMIT_AFTER_MS = 3_000;

/**
 * Has the kernel write down no memory of ours when a process crashes: keys are in it. At once each process of ours, and what is forked
 * from it, is told to leave all its memory out (core(5), coredump_filter); later also the limit is set that lets no file be written at all.
 * Only a process's own system call or util-linux's prlimit can set that, and Node offers neither; so prlimit is run, for main and for the
 * processes that Chromium forks its others from. A Perch of a .deb comes with the limit set by its launcher, and nothing is run.
 */
export function forbidCoreDumps(): void {
  if (process.platform !== 'linux') return;
  for (const pid of ownProcesses()) leaveMemoryOut(pid);
  if (areAllowed(process.pid) && existsSync(PRLIMIT)) setTimeout(limit, LIMIT_AFTER_MS);
}

const ownProcesses = (): number[] => [process.pid, ...childrenOf(process.pid)];

function leaveMemoryOut(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/coredump_filter`, '0');
  } catch {
    // It is gone, or a kernel without core dumps.
  }
}

function limit(): void {
  for (const pid of ownProcesses()) {
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
