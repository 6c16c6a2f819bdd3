import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import type { ZlibOptions } from 'node:zlib';
import type { UnknownCause } from './outcome';

type Decoded = { readonly text: string } | { readonly failed: UnknownCause; readonly message: string };

type Decompress = (bytes: Buffer, options: ZlibOptions) => Promise<Buffer>;

/** Loaded for a server that compresses although it was asked not to. */
async function decompressor(encoding: string, bytes: Buffer): Promise<Decompress | undefined> {
  const zlib = await import('node:zlib');
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return promisify<Buffer, ZlibOptions, Buffer>(zlib.gunzip);
    case 'deflate':
      // HTTP's "deflate" is zlib-wrapped, but some servers send the bare stream; the first byte tells.
      return ((bytes[0] ?? 0) & 0x0f) === 8
        ? promisify<Buffer, ZlibOptions, Buffer>(zlib.inflate)
        : promisify<Buffer, ZlibOptions, Buffer>(zlib.inflateRaw);
    case 'br':
      return promisify<Buffer, ZlibOptions, Buffer>(zlib.brotliDecompress);
    default:
      return undefined;
  }
}

/**
 * Undoes a Content-Encoding (lower case) and reads UTF-8. We ask for `identity`, but a server may compress anyway: decompression stops at
 * `maxBytes`, so a bomb costs no more than an honest answer of that size.
 */
export async function decodeBody(bytes: Buffer, encoding: string, maxBytes: number): Promise<Decoded> {
  const decompress = await decompressor(encoding, bytes);
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
