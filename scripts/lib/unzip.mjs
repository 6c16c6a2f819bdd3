import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Unpacks the chosen entries of a zip file. yauzl itself refuses absolute names and names with `..`.
 * @param {string} file
 * @param {string} folder where to
 * @param {(name: string) => string | undefined} place the entry's path below `folder`, or undefined to leave it out
 */
export async function unzip(file, folder, place) {
  // Imported here because this file is loaded before npm packages are installed.
  const { openPromise } = await import('yauzl');
  const zip = await openPromise(file, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    const path = place(entry.fileName);
    if (path === undefined || path.endsWith('/')) continue;
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    const mode = (entry.externalFileAttributes >>> 16) & 0o777;
    await pipeline(
      await zip.openReadStreamPromise(entry),
      createWriteStream(target, { mode: mode || 0o644 }),
    );
  }
}
