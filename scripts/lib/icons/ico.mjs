/** @typedef {{ readonly size: number, readonly png: Buffer }} Picture a square PNG and its width in pixels */

const headerBytes = 6;
const entryBytes = 16;

/**
 * A Windows icon: a directory, then the pictures as PNG, which Windows reads since Vista. At most 256 pixels wide each.
 * @param {readonly Picture[]} pictures
 */
export function ico(pictures) {
  const header = Buffer.alloc(headerBytes + entryBytes * pictures.length);
  header.writeUInt16LE(1, 2); // an icon, not a cursor
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  pictures.forEach(({ size, png }, index) => {
    const at = headerBytes + entryBytes * index;
    // One byte each for width and height: 256 is written as 0.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4); // colour planes
    header.writeUInt16LE(32, at + 6); // bits per pixel
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}
