import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CandleInterval } from '@shared/domain/market';
import { fail, ok, type Result } from '@shared/domain/result';
import { writeFailure } from './trading/write-csv';

/** A picture of a whole 4K screen stays below this. */
const MOST_BYTES = 24 * 1024 * 1024;
const PNG_MAGIC = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Of a symbol in a file name. PROTOCOL: names can be long, and Chinese. */
const MOST_NAME = 32;

/** A name for the picture's file that says what it shows and when (UTC): `BTCUSDT 15m 2026-05-06 14.15.png`. */
export function pictureName(symbol: string, interval: CandleInterval, now: number): string {
  const safe = [...symbol.replace(/[^\p{L}\p{N}_-]/gu, '_')].slice(0, MOST_NAME).join('');
  const moment = new Date(now).toISOString();
  return `${safe} ${interval} ${moment.slice(0, 10)} ${moment.slice(11, 16).replace(':', '.')}.png`;
}

/** Whether bytes are a PNG of a size that may be kept. */
export function isPicture(bytes: Buffer): boolean {
  return bytes.length <= MOST_BYTES && bytes.subarray(0, PNG_MAGIC.length).equals(PNG_MAGIC);
}

/** Writes the picture whole beside its place first, so that the target is never half a file. Errors: `chart.no-picture`, `export.*`. */
export async function writePicture(path: string, png: Buffer): Promise<Result<{ readonly path: string }>> {
  if (!isPicture(png)) return fail('chart.no-picture', 'There is no picture of the chart.');
  const partial = join(dirname(path), `.perch-export-${randomUUID()}.tmp`);
  try {
    await writeFile(partial, png, { flag: 'wx', mode: 0o600 });
    await rename(partial, path);
    return ok({ path });
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    return writeFailure(error, path);
  }
}
