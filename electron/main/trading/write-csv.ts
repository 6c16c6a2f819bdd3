import { randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail, ok, type Result } from '@shared/domain/result';
import { StorageError } from '../storage/storage-error';

/** Characters that are gathered for one write; between two writes everything else has its turn. */
const CHUNK = 64 * 1024;

const MESSAGES = {
  full: 'The file could not be written: the disk is full.',
  'not-allowed': 'The file could not be written: the folder or the file does not allow it.',
  unreachable: 'The file could not be written: its folder cannot be reached.',
  failed: 'The file could not be written.',
};

const FAILURES: Readonly<Record<string, keyof typeof MESSAGES>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EACCES: 'not-allowed',
  EPERM: 'not-allowed',
  EROFS: 'not-allowed',
  EISDIR: 'not-allowed',
  ENOTEMPTY: 'not-allowed',
  EEXIST: 'not-allowed',
  ENOENT: 'unreachable',
  ENOTDIR: 'unreachable',
  ELOOP: 'unreachable',
  ENAMETOOLONG: 'unreachable',
};

/**
 * Writes a text file, readable by its owner alone: whole beside the target first, then in its place, so that the target is never half a
 * file. Answers the number of lines. Errors: `export.<full, not-allowed, unreachable, failed>` with details `path` and `reason`, or what
 * a StorageError says when the lines cannot be read; the target is then as it was before.
 */
export async function writeCsv(
  path: string,
  lines: Iterable<string>,
): Promise<Result<{ readonly lines: number }>> {
  const partial = join(dirname(path), `.perch-export-${randomUUID()}.tmp`);
  try {
    const file = await open(partial, 'wx', 0o600);
    let count: number;
    try {
      count = await writeAll(file, lines);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
    return ok({ lines: count });
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    return writeFailure(error, path);
  }
}

async function writeAll(file: FileHandle, lines: Iterable<string>): Promise<number> {
  let count = 0;
  let chunk = '';
  for (const line of lines) {
    count += 1;
    chunk += line;
    if (chunk.length < CHUNK) continue;
    await file.writeFile(chunk);
    chunk = '';
  }
  await file.writeFile(chunk);
  return count;
}

/** Why a file could not be written, as `export.*`; throws what is no failure of the system. */
export function writeFailure(error: unknown, path: string): Result<never> {
  if (error instanceof StorageError) return { ok: false, error: error.toAppError() };
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
  const kind = FAILURES[String(error.code)] ?? 'failed';
  return fail(`export.${kind}`, MESSAGES[kind], {
    retryable: kind !== 'failed',
    details: { path, reason: error.message },
  });
}
