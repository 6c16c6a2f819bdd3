/** Type codes of the format and the pixels of the PNG in each; those from ic11 on are for displays of twice the density. */
export const icnsTypes = /** @type {const} */ ([
  ['icp4', 16],
  ['icp5', 32],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
]);

/** @param {string} type four letters @param {Buffer} content */
function block(type, content) {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  // The length counts these 8 bytes too.
  head.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([head, content]);
}

/**
 * A macOS icon: blocks of PNG, each with its type and length.
 * @param {(size: number) => Buffer} pngOf
 */
export function icns(pngOf) {
  return block('icns', Buffer.concat(icnsTypes.map(([type, size]) => block(type, pngOf(size)))));
}
