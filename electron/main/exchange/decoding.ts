import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw, type ZlibOptions } from 'node:zlib';
import type { UnknownCause } from './outcome';

type Decoded = { readonly text: string } | { readonly failed: UnknownCause; readonly message: string };

type Decompress = (bytes: Buffer, options: ZlibOptions) => Promise<Buffer>;

const DECOMPRESS: ReadonlyMap<string, Decompress> = new Map<string, Decompress>([
  ['gzip', promisify<Buffer, ZlibOptions, Buffer>(gunzip)],
  ['x-gzip', promisify<Buffer, ZlibOptions, Buffer>(gunzip)],
  ['deflate', inflateEither],
  ['br', promisify<Buffer, ZlibOptions, Buffer>(brotliDecompress)],
]);

const wrapped = promisify<Buffer, ZlibOptions, Buffer>(inflate);
const bare = promisify<Buffer, ZlibOptions, Buffer>(inflateRaw);

/** HTTP's "deflate" is zlib-wrapped, but some servers send the bare stream; the first byte tells. */
function inflateEither(bytes: Buffer, options: ZlibOptions): Promise<Buffer> {
  return ((bytes[0] ?? 0) & 0x0f) === 8 ? wrapped(bytes, options) : bare(bytes, options);
}

/**
 * Undoes a Content-Encoding (lower case) and reads UTF-8. We ask for `identity`, but a server may compress anyway: decompression stops at
 * `maxBytes`, so a bomb costs no more than an honest answer of that size.
 */
export async function decodeBody(bytes: Buffer, encoding: string, maxBytes: number): Promise<Decoded> {
  const decompress = DECOMPRESS.get(encoding);
  if (decompress === undefined)
    return { failed: 'not-http', message: 'The answer has an encoding that is not known.' };
  try {
    return readText(await decompress(bytes, { maxOutputLength: maxBytes }));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE')
      return { failed: 'too-large', message: `The answer unpacks to more than ${maxBytes} bytes.` };
    if (code === 'Z_BUF_ERROR') return { failed: 'truncated', message: 'The compressed answer was cut off.' };
    return { failed: 'not-http', message: 'The compressed answer cannot be unpacked.' };
  }
}

export function readText(bytes: Buffer): Decoded {
  if (!isUtf8(bytes)) return { failed: 'not-json', message: 'The answer is not UTF-8 text.' };
  return { text: bytes.toString('utf8') };
}
