import { execFile } from 'node:child_process';

/** util-linux, which every Debian has; by its path, so that nothing else of that name is run. */
const PRLIMIT = '/usr/bin/prlimit';

/**
 * What memory holds a core dump holds, and keys are in main's. Node can not change its own limits, so that a tool of the system does it,
 * before any key is read; children inherit it. Where the tool is missing the limit of the user's session stays.
 */
export function leaveNoCoreDumps(): void {
  if (process.platform !== 'linux') return;
  execFile(PRLIMIT, ['--pid', String(process.pid), '--core=0:0'], () => undefined);
}
