import { chmodSync } from 'node:fs';
import log from 'electron-log/node';

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string, error?: unknown): void;
}

const MAX_BYTES = 2_000_000;

/**
 * Messages to one rotating file, 0600. Nothing that holds a key reaches it: callers log names, codes and counts, never inputs,
 * requests or answers (SECURITY promise 1).
 */
export function createLog(file: string): Log {
  log.transports.console.level = false;
  log.transports.file.level = 'info';
  log.transports.file.maxSize = MAX_BYTES;
  log.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  log.transports.file.resolvePathFn = () => file;
  log.info('Perch starts');
  chmodSync(log.transports.file.getFile().path, 0o600);
  return {
    info: (message) => log.info(message),
    warn: (message) => log.warn(message),
    error: (message, error) => log.error(message, error instanceof Error ? error.stack : ''),
  };
}
