import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPicture, pictureName, writePicture } from './chart-picture';

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perch-picture-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the name of a picture's file", () => {
  const at = Date.UTC(2026, 4, 6, 14, 15);

  it('says symbol, interval and time', () => {
    expect(pictureName('BTCUSDT', '15m', at)).toBe('BTCUSDT 15m 2026-05-06 14.15.png');
  });

  it.each([
    ['../../etc/passwd', '______etc_passwd'],
    ['月BTC看', '月BTC看'],
    ['C:\\x', 'C__x'],
    ['a'.repeat(60), 'a'.repeat(32)],
  ])('of %s leads nowhere else', (symbol, name) => {
    expect(pictureName(symbol, '1d', at)).toBe(`${name} 1d 2026-05-06 14.15.png`);
  });
});

describe('a picture', () => {
  it('is a PNG that is not too large', () => {
    expect(isPicture(png)).toBe(true);
    expect(isPicture(Buffer.from('<svg/>'))).toBe(false);
    expect(isPicture(Buffer.alloc(0))).toBe(false);
    expect(isPicture(Buffer.concat([png, Buffer.alloc(24 * 1024 * 1024)]))).toBe(false);
  });

  it('is written whole, and nothing is left beside it', async () => {
    const path = join(folder, 'a.png');
    expect(await writePicture(path, png)).toEqual({ ok: true, value: { path } });
    expect(await readFile(path)).toEqual(png);
    expect(await readdir(folder)).toEqual(['a.png']);
  });

  it('that cannot be written is told with its reason', async () => {
    const result = await writePicture(join(folder, 'nowhere', 'a.png'), png);
    expect(result).toMatchObject({ ok: false, error: { code: 'export.unreachable' } });
  });
});
