import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { peerMaker } from './peer';
import { pause } from '@shared/testing-pause';
import { Wire, type WireTimes } from './wire';

const TIMES = { connectMs: 1_000, headMs: 2_000, bodyMs: 2_000, idleMs: 2_000 };
const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

interface Peer {
  readonly wire: Wire;
  /** What came over each connection. */
  readonly heard: string[];
  readonly sockets: Socket[];
}

/** A server that answers whatever comes, and a wire to it. */
async function peer(
  answer: (socket: Socket, count: number) => void,
  times: Partial<WireTimes> = {},
): Promise<Peer> {
  const heard: string[] = [];
  const sockets: Socket[] = [];
  let count = 0;
  const server: Server = createServer((socket) => {
    const at = sockets.push(socket) - 1;
    heard.push('');
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      heard[at] += bytes.toString('latin1');
      answer(socket, (count += 1));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const host = `127.0.0.1:${port}`;
  const make = await peerMaker(`http://${host}`, null, undefined);
  const wire = new Wire(make(), { ...TIMES, ...times });
  ends.push(() => {
    wire.destroy();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { wire, heard, sockets };
}

const request = (path: string, body = '') => ({
  method: body === '' ? 'GET' : 'POST',
  path,
  headers: ['a', 'b'],
  body,
});

/** How a request ended: its body, or the code of its error. */
function sent(
  wire: Wire,
  path: string,
  body = '',
  onStart: (wire: Pick<Wire, 'cut'>) => boolean = () => true,
  headers: readonly string[] = ['a', 'b'],
): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    wire.send(
      { ...request(path, body), headers },
      {
        onStart,
        onHead: () => undefined,
        onData: (part) => (text += part.toString('latin1')),
        onEnd: () => resolve(text),
        onError: (error) => resolve('code' in error ? String(error.code) : error.message),
      },
    );
  });
}

describe('a wire', () => {
  it('writes a request whole, and the next one only after the answer', async () => {
    let answer = (): void => undefined;
    const { wire, heard } = await peer((socket, count) => {
      if (count === 1) answer = () => void socket.write(ANSWER);
      else socket.write(ANSWER);
    });
    const first = sent(wire, '/a');
    const second = sent(wire, '/b?c=d', 'e=f');
    await vi.waitFor(() => expect(heard[0]).toMatch(/\r\n\r\n$/));
    await pause(20);
    expect(heard).toEqual([
      expect.stringMatching(
        /^GET \/a HTTP\/1.1\r\nhost: 127[^\n]*\r\na: b\r\nConnection: keep-alive\r\n\r\n$/,
      ),
    ]);
    answer();
    expect(await Promise.all([first, second])).toEqual(['ok', 'ok']);
    expect(heard[0]).toMatch(
      /POST \/b\?c=d HTTP\/1.1\r\n[^]*a: b\r\ncontent-length: 3\r\nConnection: keep-alive\r\n\r\ne=f$/,
    );
    expect(heard).toHaveLength(1);
  });

  it('does not take for an answer what came before its request', async () => {
    const { wire, heard } = await peer((socket, count) => {
      socket.write(count === 1 ? `${ANSWER}HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil` : ANSWER);
    });
    expect(await sent(wire, '/a')).toBe('ok');
    expect(await sent(wire, '/b')).toBe('ok');
    expect(heard).toHaveLength(2);
  });

  it('leaves a connection on which something comes while nobody asked', async () => {
    const { wire, heard, sockets } = await peer((socket) => socket.write(ANSWER));
    await sent(wire, '/a');
    sockets[0]?.write('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil');
    await pause(30);
    expect(await sent(wire, '/b')).toBe('ok');
    expect(heard).toHaveLength(2);
  });

  it('makes a new connection after one that was closed, told or not', async () => {
    const { wire, heard, sockets } = await peer((socket, count) => {
      if (count === 1) socket.write(ANSWER.replace('content', 'connection: close\r\ncontent'));
      else if (count === 2) socket.end(ANSWER);
      else socket.write(ANSWER);
    });
    expect(await sent(wire, '/a')).toBe('ok');
    expect(await sent(wire, '/b')).toBe('ok');
    await pause(30);
    expect(await sent(wire, '/c')).toBe('ok');
    expect(heard).toHaveLength(3);
    sockets[2]?.destroy();
    await pause(30);
    expect(await sent(wire, '/d')).toBe('ok');
    expect(heard).toHaveLength(4);
  });

  it('closes an idle connection by its own clock, or earlier when the server says when it will', async () => {
    const { wire, sockets } = await peer(
      (socket, count) => {
        socket.write(count === 1 ? ANSWER : ANSWER.replace('content', 'keep-alive: timeout=2\r\ncontent'));
      },
      { idleMs: 60 },
    );
    await sent(wire, '/a');
    const [first] = sockets;
    const began = performance.now();
    expect(first?.readyState).toBe('open');
    await vi.waitFor(() => expect(first?.readyState).not.toBe('open'));
    expect(performance.now() - began).toBeGreaterThan(40);
    await sent(wire, '/b');
    await vi.waitFor(() => expect(sockets[1]?.readyState).not.toBe('open'));
  });

  it('gives up an answer whose head, or next piece, does not come in time', async () => {
    const times = { headMs: 80, bodyMs: 80 };
    const silent = await peer(() => undefined, times);
    expect(await sent(silent.wire, '/a')).toBe('HEAD_TIMEOUT');
    const slow = await peer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\na');
      setTimeout(() => socket.write('b'), 50);
    }, times);
    const began = performance.now();
    expect(await sent(slow.wire, '/a')).toBe('BODY_TIMEOUT');
    expect(performance.now() - began).toBeGreaterThan(115);
  });

  it('never writes a request twice: one whose connection breaks is over, those behind it go on', async () => {
    const { wire, heard } = await peer((socket, count) => {
      if (count === 1) socket.resetAndDestroy();
      else socket.write(ANSWER);
    });
    const ended = await Promise.all([sent(wire, '/a', 'x=1'), sent(wire, '/b', 'x=2')]);
    expect(ended).toEqual(['ECONNRESET', 'ok']);
    expect(heard.join('').match(/x=1/g)).toHaveLength(1);
    expect(heard.join('').match(/x=2/g)).toHaveLength(1);
  });

  it('ends all that wait for a connection which cannot be made, and does not try anew for each', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as { port: number };
    await new Promise((resolve) => closed.close(resolve));
    const way = (await peerMaker(`http://127.0.0.1:${port}`, null, undefined))();
    const dialled = vi.spyOn(way.agent, 'createConnection');
    const wire = new Wire(way, TIMES);
    ends.push(() => wire.destroy());
    const both = await Promise.all([sent(wire, '/a'), sent(wire, '/b')]);
    expect(both).toEqual(['ECONNREFUSED', 'ECONNREFUSED']);
    expect(dialled).toHaveBeenCalledTimes(1);
  });

  it('writes nothing of a request that does not want to start any more', async () => {
    const { wire, heard } = await peer((socket) => socket.write(ANSWER));
    void sent(wire, '/a', '', () => false);
    expect(await sent(wire, '/b')).toBe('ok');
    expect(heard.join('')).not.toContain('/a');
  });

  it('ends a request that is cut off, and hears nothing of it any more', async () => {
    const { wire, heard } = await peer((socket, count) => void (count > 1 && socket.write(ANSWER)));
    let cut: () => void = () => undefined;
    const handler = {
      onStart: (it: Pick<Wire, 'cut'>) => {
        cut = () => it.cut(handler);
        return true;
      },
      onHead: () => undefined,
      onData: () => undefined,
      onEnd: () => expect.unreachable(),
      onError: () => expect.unreachable(),
    };
    wire.send(request('/a'), handler);
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    cut();
    expect(await sent(wire, '/b')).toBe('ok');
    expect(heard).toHaveLength(2);
    cut();
    expect(await sent(wire, '/c')).toBe('ok');
    expect(heard).toHaveLength(2);
  });

  it('lets what was handed over end when closed, and takes no more', async () => {
    const { wire, sockets } = await peer((socket) => setTimeout(() => socket.write(ANSWER), 30));
    const before = [sent(wire, '/a'), sent(wire, '/b')];
    wire.close();
    expect(await sent(wire, '/c')).toBe('CLOSED');
    expect(await Promise.all(before)).toEqual(['ok', 'ok']);
    await vi.waitFor(() => expect(sockets[0]?.readyState).not.toBe('open'));
  });

  it('ends everything when destroyed, on the way or waiting', async () => {
    const { wire } = await peer(() => undefined);
    const both = [sent(wire, '/a'), sent(wire, '/b')];
    await pause(30);
    wire.destroy();
    expect(await Promise.all(both)).toEqual(['CLOSED', 'CLOSED']);
    const early = await peer(() => undefined);
    const one = sent(early.wire, '/a');
    early.wire.destroy();
    expect(await one).toBe('CLOSED');
    await pause(30);
    expect(early.heard.join('')).toBe('');
  });

  it('writes no line that was not meant', async () => {
    const { wire, heard } = await peer((socket) => socket.write(ANSWER));
    for (const path of ['/a b', '/a\r\nx: y', '/\u20ac']) expect(await sent(wire, path)).toBe('UNWRITABLE');
    for (const header of [
      ['a', 'b\r\nc: d'],
      ['a', 'b\n'],
      ['a', '\0'],
      ['a b', 'c'],
    ])
      expect(await sent(wire, '/a', '', () => true, header)).toBe('UNWRITABLE');
    expect(heard).toEqual([]);
  });
});
