import type { Log } from './log';

/**
 * What nobody caught goes to the log, and main goes on: Electron would stop it in a box of its own that stays until somebody presses a
 * button, and meanwhile no order is followed, no price comes and Perch does not end. The journal has each order from before it is sent.
 */
export function logUncaught(
  log: Pick<Log, 'error'>,
  source: Pick<NodeJS.EventEmitter, 'on'> = process,
): void {
  source.on('uncaughtException', (error: unknown) => log.error(`uncaught: ${whereOf(error)}`));
  source.on('unhandledRejection', (reason: unknown) => log.error(`unhandled: ${whereOf(reason)}`));
}

/** Kind and place of an error. Its words are left out: nobody knows what they repeat, and the log may be handed on. */
function whereOf(error: unknown): string {
  if (!(error instanceof Error)) return `a ${typeof error}`;
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${error.name}${code}`, ...frames].join('\n');
}
