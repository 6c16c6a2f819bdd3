import { bodyOf, truncated, type AnswerBody } from './answer-body';
import { mayBeHead, notHttp, readHead, type AnswerHead, type Headers } from './answer-head';
import { WireError } from './wire-error';

/** Hears of one answer as it comes. */
export interface AnswerSink {
  onHead(status: number, headers: Headers): void;
  /** A part of the body; the bytes stay as they are. */
  onData(part: Buffer): void;
}

/** As Node's own parser and most servers have it. */
const MAX_HEAD_BYTES = 16 * 1_024;
const END_OF_HEAD = Buffer.from('\r\n\r\n', 'latin1');
const NOTHING = Buffer.alloc(0);

/** Reads one answer from the bytes of a connection. Throws {@link WireError}; after that, as after its end, it is not to be used. */
export class AnswerReader {
  readonly #sink: AnswerSink;
  readonly #take: (part: Buffer) => void;
  /** Of a head that came in pieces. */
  #partial: Buffer = NOTHING;
  #head: AnswerHead | null = null;
  #body: AnswerBody | null = null;

  constructor(sink: AnswerSink) {
    this.#sink = sink;
    this.#take = (part) => sink.onData(part);
  }

  /** How long the server keeps the connection after the answer, ms. */
  get keptMs(): number {
    return this.#head?.keptMs ?? 0;
  }

  get hasHead(): boolean {
    return this.#head !== null;
  }

  /** Whether the answer is complete now; `rest` when more came than that, which nobody asked for. */
  read(bytes: Buffer): 'more' | 'end' | 'rest' {
    let left = bytes;
    while (this.#body === null) {
      const after = this.#readHead(left);
      if (after === null) return 'more';
      left = after;
    }
    const used = this.#body.read(left, this.#take);
    if (used < 0) return 'more';
    return used === left.length ? 'end' : 'rest';
  }

  /** The peer closed the connection: returns when that is the end of the answer, and throws when it is not. */
  close(): void {
    if (this.#body?.endsWithConnection === true) return;
    if (this.#head === null && this.#partial.length === 0)
      throw new WireError('CLOSED_BY_PEER', 'The connection was closed by the peer.');
    throw truncated();
  }

  /** What comes after the head, or null while that is not complete. */
  #readHead(bytes: Buffer): Buffer | null {
    const all = this.#partial.length === 0 ? bytes : Buffer.concat([this.#partial, bytes]);
    const end = all.indexOf(END_OF_HEAD);
    if ((end < 0 ? all.length : end) > MAX_HEAD_BYTES)
      throw new WireError('HEAD_TOO_LARGE', `The answer's head is larger than ${MAX_HEAD_BYTES} bytes.`);
    if (end < 0) {
      if (!mayBeHead(all.toString('latin1'))) throw notHttp('is not HTTP');
      this.#partial = all;
      return null;
    }
    this.#partial = NOTHING;
    const head = readHead(all.toString('latin1', 0, end));
    if (head.status === 101) throw notHttp('changes the protocol');
    // 100 to 199 are words before the answer, which follows.
    if (head.status >= 200) {
      this.#head = head;
      this.#body = bodyOf(head.framing);
      this.#sink.onHead(head.status, head.headers);
    }
    return all.subarray(end + END_OF_HEAD.length);
  }
}
