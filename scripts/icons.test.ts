import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { TRAY_STATES, trayIcon, windowIcon } from '../electron/main/icons';
import { drawIcons, render, trayStates, traySizes, traySvg } from './lib/icons/draw.mjs';
import { icnsTypes } from './lib/icons/icns.mjs';

const folder = mkdtempSync(join(tmpdir(), 'perch-icons-'));
const written = drawIcons(folder);
const read = (name: string): Buffer => readFileSync(join(folder, name));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PNG = '\x89PNG';
const isPng = (bytes: Buffer): boolean => bytes.subarray(0, 4).toString('latin1') === PNG;
/** Parts of the square that something is drawn on. */
function covered(svg: string, size: number): number {
  const { pixels } = render(svg, size);
  let count = 0;
  for (let at = 3; at < pixels.length; at += 4) if ((pixels[at] ?? 0) > 64) count += 1;
  return count / (size * size);
}

describe('icons of the app', () => {
  it.each(written.filter((name) => name.endsWith('.png')))('%s is a picture of its size', (name) => {
    const bytes = read(name);
    expect(isPng(bytes)).toBe(true);
    const size = name.includes('@2x')
      ? 36
      : name.includes('Template')
        ? 18
        : Number(/(\d+)\.png/.exec(name)?.[1]);
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([size, size]);
  });

  it('the Windows icon names each of its pictures and where it lies', () => {
    const bytes = read('perch.ico');
    const count = bytes.readUInt16LE(4);
    const sizes = Array.from({ length: count }, (_, index) => {
      const at = 6 + 16 * index;
      const offset = bytes.readUInt32LE(at + 12);
      expect(isPng(bytes.subarray(offset))).toBe(true);
      expect(bytes.readUInt32BE(offset + 16) % 256).toBe(bytes.readUInt8(at));
      return bytes.readUInt8(at);
    });
    expect(sizes).toEqual([16, 20, 24, 32, 40, 48, 64, 0]);
  });

  it('the macOS icon is a chain of blocks to its end', () => {
    const bytes = read('perch.icns');
    expect(bytes.readUInt32BE(4)).toBe(bytes.length);
    const types: string[] = [];
    for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at + 4)) {
      types.push(bytes.subarray(at, at + 4).toString('latin1'));
      expect(isPng(bytes.subarray(at + 8))).toBe(true);
    }
    expect(types).toEqual(icnsTypes.map(([type]) => type));
  });
});

describe('icons of the tray', () => {
  const size = 16;

  it.each(trayStates)('%s is neither blank nor a block', (state) => {
    const part = covered(traySvg(state, 'template'), size);
    expect(part).toBeGreaterThan(0.1);
    expect(part).toBeLessThan(0.7);
  });

  it('have a shape for each state: without any colour no two are alike', () => {
    /** Pixels of 256: a mark of three by four. */
    const enough = 12;
    const shapes = trayStates.map((state) => {
      const { pixels } = render(traySvg(state, 'template'), size);
      return Array.from({ length: size * size }, (_, at) => ((pixels[4 * at + 3] ?? 0) > 128 ? 1 : 0));
    });
    shapes.forEach((shape, one) =>
      shapes.slice(one + 1).forEach((other) => {
        const different = shape.filter((bit, at) => bit !== other[at]).length;
        expect(different).toBeGreaterThanOrEqual(enough);
      }),
    );
  });

  it.each(['linux', 'win32', 'darwin'] as const)('are found where main looks for them on %s', (platform) => {
    const inFolder = (path: string): string => path.replace(/^.*\/icons\//, '');
    expect([...TRAY_STATES]).toEqual([...trayStates]);
    for (const state of TRAY_STATES) {
      for (const wanted of [...traySizes, 20, 64]) {
        expect(written).toContain(inFolder(trayIcon(state, 'dark', wanted, platform)));
        expect(written).toContain(inFolder(trayIcon(state, 'light', wanted, platform)));
      }
    }
    expect(written).toContain(inFolder(windowIcon(platform)));
  });
});
