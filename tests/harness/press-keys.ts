import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { endianness } from 'node:os';

/** Keys of the layout that a virtual display has, by their codes. */
const CODES = { control: 37, alt: 64, p: 33 } as const;

const PRESS = 2;
const RELEASE = 3;
/** Requests of the X protocol, and of its extension XTEST. */
const QUERY_EXTENSION = 98;
const GET_INPUT_FOCUS = 43;
const FAKE_INPUT = 2;

/**
 * Presses keys as a person at the keyboard does, whatever window has the focus: keys that a program took for itself are pressed in no
 * other way. Speaks X11 itself, with the display of the run.
 */
export async function pressKeys(...keys: readonly (keyof typeof CODES)[]): Promise<void> {
  const display = /^:(\d+)/.exec(process.env['DISPLAY'] ?? '')?.[1];
  if (display === undefined || endianness() !== 'LE') throw new Error('no display of this machine');
  const socket = connect(`/tmp/.X11-unix/X${display}`);
  const answers = readerOf(socket);
  try {
    const cookie = await cookieOf(process.env['XAUTHORITY'] ?? '');
    socket.write(greeting(cookie));
    const head = await answers.take(8);
    await answers.take(head.readUInt16LE(6) * 4);
    if (head[0] !== 1) throw new Error('the display refuses this test');

    socket.write(named(QUERY_EXTENSION, 'XTEST'));
    const extension = await answerOf(answers);
    if (extension[8] !== 1) throw new Error('the display has no XTEST');
    const opcode = extension[9] ?? 0;
    for (const key of keys) socket.write(fakeKey(opcode, PRESS, CODES[key]));
    for (const key of keys.toReversed()) socket.write(fakeKey(opcode, RELEASE, CODES[key]));
    // What is answered says that all before it is done. To go earlier would take back what the display has not read yet.
    socket.write(request(GET_INPUT_FOCUS, 0, Buffer.alloc(0)));
    await answerOf(answers);
  } finally {
    socket.destroy();
  }
}

function request(opcode: number, detail: number, body: Buffer): Buffer {
  const head = Buffer.from([opcode, detail, 0, 0]);
  head.writeUInt16LE(1 + body.length / 4, 2);
  return Buffer.concat([head, body]);
}

function named(opcode: number, name: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt16LE(name.length);
  return request(opcode, 0, Buffer.concat([length, padded(Buffer.from(name))]));
}

function fakeKey(opcode: number, type: number, code: number): Buffer {
  const body = Buffer.alloc(32);
  body.writeUInt8(type, 0);
  body.writeUInt8(code, 1);
  return request(opcode, FAKE_INPUT, body);
}

function greeting(cookie: Buffer): Buffer {
  const name = Buffer.from('MIT-MAGIC-COOKIE-1');
  const head = Buffer.alloc(12);
  head.write('l');
  head.writeUInt16LE(11, 2);
  head.writeUInt16LE(name.length, 6);
  head.writeUInt16LE(cookie.length, 8);
  return Buffer.concat([head, padded(name), padded(cookie)]);
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);

/** The secret of the first entry: family, then address, display, name and secret, each with its length before it. */
async function cookieOf(file: string): Promise<Buffer> {
  const bytes = await readFile(file);
  let at = 2;
  let field = Buffer.alloc(0);
  for (let count = 0; count < 4; count += 1) {
    const length = bytes.readUInt16BE(at);
    field = bytes.subarray(at + 2, at + 2 + length);
    at += 2 + length;
  }
  return field;
}

/** The next answer. Events come between: the first key of all makes the display tell everybody of the keyboard that it has now. */
async function answerOf(answers: Reader): Promise<Buffer> {
  for (;;) {
    const message = await answers.take(32);
    if (message[0] === 0) throw new Error(`the display refuses request ${message[10]}: error ${message[1]}`);
    if (message[0] === 1) return message;
  }
}

interface Reader {
  take(length: number): Promise<Buffer>;
}

function readerOf(socket: Socket): Reader {
  const parts = socket[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  return {
    async take(length) {
      while (held.length < length) {
        const { value, done } = (await parts.next()) as IteratorResult<Buffer, undefined>;
        if (done === true) throw new Error('the display has gone');
        held = Buffer.concat([held, value]);
      }
      const taken = held.subarray(0, length);
      held = held.subarray(length);
      return taken;
    },
  };
}
