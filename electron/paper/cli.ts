import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { MOST_SYMBOLS } from './listing/generated';
import { MOST_RATE, type PaperOptions } from './options';

/** A command line that cannot be run; the message names the flag and its rule. */
export class FlagError extends Error {
  override readonly name = 'FlagError';
}

export interface CommandLine {
  readonly options: PaperOptions;
  /** The secret, when it was made here and the user has no other way to learn it. */
  readonly madeSecret: string | undefined;
}

export const usage =
  'usage: exchange [--port N] [--seed N] [--key K] [--secret S] [--state FILE] [--symbols N] [--rate N] [--clock-offset-ms N] [--faults FILE]';

/** Reads the flags after the script's name. Throws a {@link FlagError}. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const flags = parse(args);
  const secret = flags.secret === undefined ? undefined : printable('--secret', flags.secret);
  const madeSecret = secret === undefined ? randomBytes(32).toString('hex') : undefined;
  return {
    madeSecret,
    options: {
      port: whole('--port', flags.port ?? '0', 0, 65_535),
      seed: whole('--seed', flags.seed ?? '7', 0, 2 ** 32 - 1),
      keyId: flags.key === undefined ? randomBytes(32).toString('hex') : printable('--key', flags.key),
      secret: secret ?? madeSecret ?? '',
      stateFile: path('--state', flags.state),
      symbols: flags.symbols === undefined ? undefined : whole('--symbols', flags.symbols, 1, MOST_SYMBOLS),
      rate: flags.rate === undefined ? undefined : whole('--rate', flags.rate, 0, MOST_RATE),
      clockOffsetMs: whole('--clock-offset-ms', flags['clock-offset-ms'] ?? '0', -1e13, 1e13),
      faultsFile: path('--faults', flags.faults),
    },
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: joinNegative(args),
      strict: true,
      allowPositionals: false,
      options: {
        port: text,
        seed: text,
        key: text,
        secret: text,
        state: text,
        symbols: text,
        rate: text,
        'clock-offset-ms': text,
        faults: text,
      },
    }).values;
  } catch (error) {
    throw new FlagError(error instanceof Error ? error.message : String(error));
  }
}

/** `--clock-offset-ms -5000` is one flag with its value, though the value looks like a flag. */
function joinNegative(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    if (/^-\d/.test(arg) && joined.at(-1)?.startsWith('--')) joined.push(`${joined.pop()}=${arg}`);
    else joined.push(arg);
  }
  return joined;
}

function whole(flag: string, text: string, least: number, most: number): number {
  const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new FlagError(`${flag} must be a whole number from ${least} to ${most}, not '${text}'`);
}

function printable(flag: string, text: string): string {
  if (/^[\x21-\x7e]{1,256}$/.test(text)) return text;
  throw new FlagError(`${flag} must be 1 to 256 printable ASCII characters without spaces`);
}

function path(flag: string, text: string | undefined): string | undefined {
  if (text === '') throw new FlagError(`${flag} must name a file`);
  return text;
}
