import { crc32, deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MOST_COLOURS = 256;
const INDEXED = 3;

/** The same picture in a third of the bytes: 256 of its colours, and for each other one the nearest of them. */
export function indexedPng(picture: Buffer): Buffer {
  const { width, height, data } = PNG.sync.read(picture);
  const colours = new Uint32Array(width * height).map((_, at) => data.readUIntBE(at * 4, 3));
  const palette = paletteOf(colours);
  const nearest = new Map(palette.map((colour, index) => [colour, index]));
  const lines = Buffer.alloc((width + 1) * height);
  colours.forEach((colour, at) => {
    let index = nearest.get(colour);
    if (index === undefined) nearest.set(colour, (index = indexOfNearest(colour, palette)));
    // Each line begins with its filter, 0 for none.
    lines[at + Math.floor(at / width) + 1] = index;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, INDEXED, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channels))),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Begins with the most frequent colour; each next one is that which is worst told by those before, by its distance and by how often it is there. */
function paletteOf(colours: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const left = [...counts].map(([colour, count]) => ({ colour, count, distance: 1e6 }));
  const palette: number[] = [];
  while (palette.length < MOST_COLOURS) {
    const worst = left.reduce((a, b) => (b.count * b.distance > a.count * a.distance ? b : a));
    if (worst.distance === 0) break;
    palette.push(worst.colour);
    for (const one of left) one.distance = Math.min(one.distance, distance(one.colour, worst.colour));
  }
  return palette;
}

/** Squared, in steps of the channels. */
function distance(a: number, b: number): number {
  const [[red, green, blue], [r, g, bl]] = [channels(a), channels(b)];
  return (r - red) ** 2 + (g - green) ** 2 + (bl - blue) ** 2;
}

function channels(colour: number): [red: number, green: number, blue: number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

function indexOfNearest(colour: number, palette: readonly number[]): number {
  let [best, least] = [0, Infinity];
  palette.forEach((candidate, index) => {
    const away = distance(colour, candidate);
    if (away < least) [best, least] = [index, away];
  });
  return best;
}

function chunk(kind: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
