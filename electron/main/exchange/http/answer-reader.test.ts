import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerReader } from './answer-reader';
import { WireError } from './wire-error';

interface Read {
  status: number;
  headers: unknown;
  body: string;
  /** `end`, `rest`, `more`, or the code of what was thrown. */
  end: string;
  keptMs: number;
}

/** Reads bytes that come in these pieces; `thenClosed` by the peer. */
function read(pieces: readonly string[], thenClosed = false): Read {
  const seen: Read = { status: 0, headers: null, body: '', end: '', keptMs: 0 };
  const reader = new AnswerReader({
    onHead: (status, headers) => Object.assign(seen, { status, headers: { ...headers } }),
    onData: (part) => (seen.body += part.toString('latin1')),
  });
  try {
    for (const piece of pieces) {
      seen.end = reader.read(Buffer.from(piece, 'latin1'));
      if (seen.end !== 'more') break;
    }
    if (thenClosed && seen.end === 'more') {
      reader.close();
      seen.end = 'end';
    }
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    seen.end = error.code;
  }
  seen.keptMs = reader.keptMs;
  return seen;
}

const OK = 'HTTP/1.1 200 OK\r\n';

describe('an answer', () => {
  it('with a length is complete after so many bytes', () => {
    expect(read([`${OK}Content-Length: 2\r\nX-A:  b \r\n\r\n{}`])).toEqual({
      status: 200,
      headers: { 'content-length': '2', 'x-a': 'b' },
      body: '{}',
      end: 'end',
      keptMs: Infinity,
    });
    expect(read([`${OK}content-length: 3\r\n\r\n{}`]).end).toBe('more');
    expect(read([`${OK}content-length: 3\r\n\r\n{}`], true).end).toBe('TRUNCATED');
  });

  it('that is followed by more than was asked for is not the last word on its connection', () => {
    expect(read([`${OK}content-length: 2\r\n\r\n{}HTTP/1.1 200 OK`])).toMatchObject({
      body: '{}',
      end: 'rest',
    });
    expect(read([`${OK}transfer-encoding: chunked\r\n\r\n0\r\n\r\n\r\n`]).end).toBe('rest');
  });

  it('in chunks is put together, whatever extensions and trailers it has', () => {
    const chunks = `${OK}Transfer-Encoding: Chunked\r\n\r\n3;a="b"\r\n{"a\r\n00A \r\n":"012345"\r\n1\r\n}\r\n0\r\nX-Sum: 1\r\n\r\n`;
    expect(read([chunks])).toMatchObject({ body: '{"a":"012345"}', end: 'end' });
    expect(read([chunks.slice(0, -2)]).end).toBe('more');
    expect(read([chunks.slice(0, -2)], true).end).toBe('TRUNCATED');
  });

  it('without a length lasts until the connection is closed', () => {
    const open = `${OK}\r\n{"a":`;
    expect(read([open, '1}'])).toMatchObject({ end: 'more' });
    expect(read([open, '1}'], true)).toMatchObject({ body: '{"a":1}', end: 'end' });
  });

  it('has no body where HTTP has none', () => {
    expect(read(['HTTP/1.1 204 None\r\n\r\n'])).toMatchObject({ status: 204, end: 'end' });
    expect(read(['HTTP/1.1 304 \r\ncontent-length: 9\r\n\r\n'])).toMatchObject({ status: 304, end: 'end' });
  });

  it('comes after words before it, which are not it', () => {
    expect(
      read([
        'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nlink: a\r\n\r\n',
        `${OK}content-length: 0\r\n\r\n`,
      ]),
    ).toMatchObject({ status: 200, headers: { 'content-length': '0' }, end: 'end' });
  });

  it('of many values for a name has all, and no name is more than a name', () => {
    expect(read([`${OK}a: 1\r\nA: 2\r\n__proto__: x\r\nvary:\r\ncontent-length: 0\r\n\r\n`]).headers).toEqual(
      JSON.parse('{"a":["1","2"],"__proto__":"x","vary":"","content-length":"0"}'),
    );
  });

  it.each<[string, number]>([
    ['HTTP/1.1 200 OK\r\n', Infinity],
    ['HTTP/1.1 200 OK\r\nconnection: Keep-Alive\r\n', Infinity],
    ['HTTP/1.1 200 OK\r\nconnection: x, Close\r\n', 0],
    ['HTTP/1.1 200 OK\r\nconnection: x\r\nconnection: close\r\n', 0],
    ['HTTP/1.1 200 OK\r\nkeep-alive: max=3, timeout=5\r\n', 5_000],
    ['HTTP/1.0 200 OK\r\n', 0],
  ])('of the head %j leaves the connection open for %d ms', (head, kept) => {
    expect(read([`${head}content-length: 0\r\n\r\n`])).toMatchObject({ end: 'end', keptMs: kept });
  });

  it.each([
    'SSH-2.0-OpenSSH\r\n',
    'X',
    'HTTP/2 200 OK\r\n\r\n',
    'HTTP/1.1 200OK\r\n\r\n',
    'HTTP/1.1 20 OK\r\n\r\n',
    'HTTP/1.1 099 OK\r\n\r\n',
    'HTTP/1.1 200 O\0K\r\n\r\n',
    'HTTP/1.1 101 Switching\r\n\r\n',
    `${OK}a : b\r\n\r\n`,
    `${OK}: b\r\n\r\n`,
    `${OK}a\r\n\r\n`,
    `${OK}a: b\r\n c\r\n\r\n`,
    `${OK}a: b\nc: d\r\n\r\n`,
    `${OK}a: b\rc: d\r\n\r\n`,
    `${OK}a: \0\r\n\r\n`,
    `${OK}content-length: 1\r\ncontent-length: 1\r\n\r\n`,
    `${OK}content-length: 1, 1\r\n\r\n`,
    `${OK}content-length: -1\r\n\r\n`,
    `${OK}content-length: 0x1\r\n\r\n`,
    `${OK}content-length:\r\n\r\n`,
    `${OK}content-length: 1234567890123456\r\n\r\n`,
    `${OK}transfer-encoding: chunked\r\ncontent-length: 1\r\n\r\n`,
    `${OK}transfer-encoding: gzip, chunked\r\n\r\n`,
    `${OK}transfer-encoding: identity\r\n\r\n`,
    `${OK}transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n`,
    'HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n',
    `${OK}transfer-encoding: chunked\r\n\r\n\r\n`,
    `${OK}transfer-encoding: chunked\r\n\r\n-1\r\n`,
    `${OK}transfer-encoding: chunked\r\n\r\n123456789\r\n`,
    `${OK}transfer-encoding: chunked\r\n\r\n1\na\r\n`,
    `${OK}transfer-encoding: chunked\r\n\r\n1\r\nab\r\n`,
    `${OK}transfer-encoding: chunked\r\n\r\n1;${'x'.repeat(2_000)}`,
    `${OK}transfer-encoding: chunked\r\n\r\n0\r\n${'a: b\r\n'.repeat(40)}\r\n`,
    `${OK}transfer-encoding: chunked\r\n\r\n0\r\na: \0\r\n\r\n`,
  ])('that is %j is not HTTP', (bytes) => {
    expect(read([bytes]).end).toBe('NOT_HTTP');
    expect(read([...bytes]).end).toBe('NOT_HTTP');
  });

  it('with a head of more than 16 KiB is cut off, in one piece or in many', () => {
    const head = `${OK}a: ${'b'.repeat(16_400)}`;
    expect(read([head]).end).toBe('HEAD_TOO_LARGE');
    expect(read([`${head}\r\n\r\n`]).end).toBe('HEAD_TOO_LARGE');
    expect(read([OK, ...Array.from({ length: 170 }, () => `a: ${'b'.repeat(100)}\r\n`)]).end).toBe(
      'HEAD_TOO_LARGE',
    );
  });

  it('that never began is told from one that was cut off', () => {
    expect(read([], true).end).toBe('');
    expect(read([''], true).end).toBe('CLOSED_BY_PEER');
    expect(read(['HTTP/1.1 2'], true).end).toBe('TRUNCATED');
  });

  it('is the same in whatever pieces it comes', () => {
    const answers = [
      `${OK}content-length: 11\r\n\r\n{"a":"b\r\n"}`,
      `HTTP/1.1 100 Wait\r\n\r\n${OK}transfer-encoding: chunked\r\n\r\n5\r\n\r\n\r\n0\r\n3\r\n0\r\n\r\n0\r\na: b\r\n\r\n`,
      `${OK}content-length: 2\r\n\r\n{}more`,
    ];
    fc.assert(
      fc.property(fc.constantFrom(...answers), fc.array(fc.nat(120), { maxLength: 8 }), (answer, cuts) => {
        const whole = read([answer]);
        const at = [0, ...cuts.filter((cut) => cut < answer.length).toSorted((a, b) => a - b), answer.length];
        const pieces = at.slice(1).map((end, index) => answer.slice(at[index], end));
        const inPieces = read(pieces);
        // What follows an answer in another piece is met by the next look at the connection.
        expect({ ...inPieces, end: '' }).toEqual({ ...whole, end: '' });
        expect(['end', 'rest']).toContain(inPieces.end);
      }),
    );
  });
});
