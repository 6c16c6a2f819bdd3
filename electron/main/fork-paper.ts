import { utilityProcess, type UtilityProcess } from 'electron';

/** Makes a process for the paper exchange, which waits for its configuration. */
export function forkPaper(script: string): UtilityProcess {
  return utilityProcess.fork(script, [], {
    serviceName: 'Perch paper exchange',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}
