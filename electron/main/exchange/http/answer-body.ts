import { notHttp } from './answer-head';
import { WireError } from './wire-error';

/** Takes the bytes of one body out of what comes. */
export interface AnswerBody {
  /** Hands on what belongs to the body; the answer is how many bytes of `bytes` were used, and -1 while the body goes on. */
  read(bytes: Buffer, take: (part: Buffer) => void): number;
  /** Whether it is complete when the peer closes the connection. */
  readonly endsWithConnection: boolean;
}

export function bodyOf(framing: number | 'chunked' | 'until-close'): AnswerBody {
  if (framing === 'chunked') return new ChunkedBody();
  return framing === 'until-close' ? new OpenBody() : new MeasuredBody(framing);
}

class MeasuredBody implements AnswerBody {
  readonly endsWithConnection = false;
  #left: number;

  constructor(length: number) {
    this.#left = length;
  }

  read(bytes: Buffer, take: (part: Buffer) => void): number {
    const used = Math.min(this.#left, bytes.length);
    this.#left -= used;
    if (used > 0) take(used === bytes.length ? bytes : bytes.subarray(0, used));
    return this.#left === 0 ? used : -1;
  }
}

class OpenBody implements AnswerBody {
  readonly endsWithConnection = true;

  read(bytes: Buffer, take: (part: Buffer) => void): number {
    if (bytes.length > 0) take(bytes);
    return -1;
  }
}

/** Of a chunk's size with its extensions, or of a trailer. */
const MAX_LINE = 1_024;
/** Lines after the last chunk; their bytes are bounded by {@link MAX_LINE} each. */
const MAX_TRAILERS = 32;
const CHUNK_SIZE = /^([0-9a-f]{1,8})[\t ]*(?:;[\t\x20-\x7e\x80-\xff]*)?$/i;
const TRAILER = /^[\t\x20-\x7e\x80-\xff]+$/;

/** RFC 9112, 7.1. Extensions and trailers are not believed, so they are not read. */
class ChunkedBody implements AnswerBody {
  readonly endsWithConnection = false;
  #awaited: 'size' | 'data' | 'end-of-data' | 'trailer' = 'size';
  /** Of the present chunk. */
  #left = 0;
  /** The line so far, from pieces before this one. */
  #line = '';
  #trailers = 0;

  read(bytes: Buffer, take: (part: Buffer) => void): number {
    let at = 0;
    while (at < bytes.length) {
      if (this.#awaited === 'data') {
        const end = Math.min(at + this.#left, bytes.length);
        take(bytes.subarray(at, end));
        this.#left -= end - at;
        at = end;
        if (this.#left === 0) this.#awaited = 'end-of-data';
        continue;
      }
      const feed = bytes.indexOf(0x0a, at);
      const end = feed < 0 ? bytes.length : feed + 1;
      if (this.#line.length + end - at > MAX_LINE) throw notHttp('has a line of a chunk that is too long');
      this.#line += bytes.toString('latin1', at, end);
      at = end;
      if (feed >= 0 && this.#isLast(this.#takeLine())) return at;
    }
    return -1;
  }

  #takeLine(): string {
    const line = this.#line;
    this.#line = '';
    if (!line.endsWith('\r\n')) throw notHttp('has a line of a chunk that ends otherwise');
    return line.slice(0, -2);
  }

  /** Takes a line in; true when it is the last of the body. */
  #isLast(line: string): boolean {
    switch (this.#awaited) {
      case 'size': {
        const size = CHUNK_SIZE.exec(line)?.[1];
        if (size === undefined) throw notHttp('has a chunk without a size');
        this.#left = Number.parseInt(size, 16);
        this.#awaited = this.#left === 0 ? 'trailer' : 'data';
        return false;
      }
      case 'end-of-data':
        if (line !== '') throw notHttp('has a chunk that is longer than its size');
        this.#awaited = 'size';
        return false;
      default:
        this.#trailers += 1;
        if (line === '') return true;
        if (this.#trailers > MAX_TRAILERS || !TRAILER.test(line)) throw notHttp('has trailers that are none');
        return false;
    }
  }
}

export const truncated = (): WireError => new WireError('TRUNCATED', 'The answer ended before its end.');
