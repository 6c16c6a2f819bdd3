import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer, type AddressInfo, type Server, type Socket as TcpSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemTime } from '../time-source';
import type { Socket, SocketEnd } from './socket';
import { startStreamServer, until, type StreamServer } from './testing';
import { pause } from '@shared/testing-pause';
import { webSocketOpener, type WebSocketOptions } from './web-socket';

const folder = mkdtempSync(join(tmpdir(), 'perch-stream-tls-'));
let cert = '';
let key = '';
/** Of the name localhost, not of the address. */
let named = { cert: '', key: '' };
beforeAll(() => {
  ({ cert, key } = certificateOf('IP:127.0.0.1'));
  named = certificateOf('DNS:localhost');
});

function certificateOf(host: string): { cert: string; key: string } {
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const subject = ['-subj', '/CN=perch-test', '-addext', `subjectAltName=${host}`];
  execFileSync('openssl', ['req', ...kind, '-keyout', keyFile, '-out', certFile, ...subject], {
    stdio: 'ignore',
  });
  return { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
}
afterAll(() => rmSync(folder, { recursive: true }));

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

async function secureServer(identity = { cert, key }): Promise<StreamServer> {
  const server = await startStreamServer({ server: createHttpsServer(identity), scheme: 'wss' });
  endings.push(() => server.stop());
  return server;
}

interface Tried {
  readonly socket: Socket;
  readonly calls: string[];
  end: SocketEnd | null;
}

function tried(options: WebSocketOptions, path = '/ws/a-listen-key'): Tried {
  const calls: string[] = [];
  const opened: { end: SocketEnd | null } = { end: null };
  const socket = webSocketOpener(options, systemTime)(path, {
    onOpen: () => calls.push('open'),
    onText: (text) => calls.push(`text ${text}`),
    onBinary: () => calls.push('binary'),
    onSign: () => calls.push('sign'),
    onEnd: (end) => {
      calls.push('end');
      opened.end = end;
    },
  });
  endings.unshift(() => socket.close());
  return Object.assign(opened, { socket, calls });
}

describe('over TLS', () => {
  it('a socket opens with an authority that is trusted', async () => {
    const server = await secureServer();
    const { socket, calls } = tried({ streamUrl: server.url, certificateAuthorities: [cert] });
    await until(() => calls.length === 1);
    server.open()[0]!.socket.send('hello');
    await until(() => calls.length === 2);
    socket.ping();
    await until(() => calls.length === 3);
    await socket.close();
    expect(calls).toEqual(['open', 'text hello', 'sign']);
    await until(() => server.open().length === 0);
  });

  it('a self-signed certificate is not trusted, whatever the environment says later', async () => {
    const server = await secureServer();
    // The address is checked before the environment changes, the socket is opened after.
    const opened = tried({
      streamUrl: server.url,
      proxy: async () => {
        process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
        return 'DIRECT';
      },
    });
    try {
      await until(() => opened.end !== null);
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
    expect(opened.end).toMatchObject({ cause: 'connect-failed' });
    expect(opened.end?.message).toContain('No trusted TLS connection');
    expect(server.taken).toHaveLength(0);
  });

  it('a certificate of another host is not trusted', async () => {
    const server = await secureServer();
    const streamUrl = server.url.replace('127.0.0.1', 'localhost');
    const opened = tried({ streamUrl, certificateAuthorities: [cert] });
    await until(() => opened.end !== null);
    expect(opened.end?.message).toContain('No trusted TLS connection');
    expect(server.taken).toHaveLength(0);
  });
});

describe('through a proxy', () => {
  it('a socket is tunnelled, and the proxy sees neither the path nor an event', async () => {
    const server = await secureServer();
    const proxy = await startProxy('tunnel');
    const asked: string[] = [];
    const { calls } = tried({
      streamUrl: `${server.url}/base`,
      certificateAuthorities: [cert],
      proxy: (url) => {
        asked.push(url);
        return Promise.resolve(`PROXY 127.0.0.1:${proxy.port}`);
      },
    });
    await until(() => calls.includes('open'));
    server.open()[0]!.socket.send('an event');
    await until(() => calls.length === 2);
    expect(asked).toEqual([`${server.url}/`]);
    expect(proxy.seen()).toContain(`CONNECT 127.0.0.1:${new URL(server.url).port} HTTP/1.1`);
    expect(proxy.seen()).not.toMatch(/listen-key|event|base/);
    expect(server.taken[0]?.path).toBe('/base/ws/a-listen-key');
  });

  it('that itself speaks TLS, whose certificate is checked too', async () => {
    const server = await secureServer();
    const proxy = await startProxy('tunnel', createTlsServer({ cert, key }), 'secureConnection');
    const answer = (): Promise<string> => Promise.resolve(`HTTPS 127.0.0.1:${proxy.port}`);
    const trusting = tried({ streamUrl: server.url, certificateAuthorities: [cert], proxy: answer });
    await until(() => trusting.calls.includes('open'));
    const wary = tried({ streamUrl: server.url, proxy: answer });
    await until(() => wary.end !== null);
    expect(wary.end?.message).toContain('No trusted TLS connection');
    expect(server.taken).toHaveLength(1);
  });

  it('a certificate of another host is not trusted, an address being no name', async () => {
    const server = await secureServer(named);
    const proxy = await startProxy('tunnel');
    const through = (streamUrl: string): Tried =>
      tried({
        streamUrl,
        certificateAuthorities: [named.cert],
        proxy: () => Promise.resolve(`PROXY 127.0.0.1:${proxy.port}`),
      });
    const byAddress = through(server.url);
    await until(() => byAddress.end !== null);
    expect(byAddress.end?.message).toContain('No trusted TLS connection');
    const byName = through(server.url.replace('127.0.0.1', 'localhost'));
    await until(() => byName.calls.includes('open'));
    expect(server.taken).toHaveLength(1);
  });

  it('that refuses, is gone, or breaks off, a socket fails, and never goes directly', async () => {
    const server = await secureServer();
    const through = (answer: string): Tried =>
      tried({ streamUrl: server.url, certificateAuthorities: [cert], proxy: () => Promise.resolve(answer) });
    const refusing = await startProxy(407);
    const refused = through(`PROXY 127.0.0.1:${refusing.port}`);
    await until(() => refused.end !== null);
    expect(refused.end?.message).toBe('The proxy did not let the connection through (HTTP 407).');
    expect(refused.end?.httpStatus).toBeUndefined();
    const breaking = await startProxy('break');
    const broken = through(`PROXY 127.0.0.1:${breaking.port}`);
    await until(() => broken.end !== null);
    expect(broken.end?.message).toContain('The proxy could not be reached or did not let');
    await breaking.stop();
    const gone = through(`PROXY 127.0.0.1:${breaking.port}`);
    await until(() => gone.end !== null);
    expect(gone.end?.message).toContain('The proxy could not be reached or did not let');
    for (const answer of ['SOCKS5 127.0.0.1:1', 'SOCKS 127.0.0.1:1; DIRECT', 'nonsense']) {
      const unsupported = through(answer);
      await until(() => unsupported.end !== null);
      expect(unsupported.end?.message).toBe('The system asks for a kind of proxy that is not supported.');
    }
    expect(server.taken).toHaveLength(0);
  });

  it('that never answers, a socket that is given up leaves nothing behind', async () => {
    const server = await secureServer();
    const proxy = await startProxy('hang');
    const { socket, calls } = tried({
      streamUrl: server.url,
      proxy: () => Promise.resolve(`PROXY 127.0.0.1:${proxy.port}`),
    });
    await until(() => proxy.seen().includes('CONNECT') && proxy.open() === 1);
    await socket.close();
    await until(() => proxy.open() === 0);
    expect(calls).toEqual([]);
  });

  it('is asked for anew for each socket, and none is asked for on the way to this machine', async () => {
    const plain = await startStreamServer();
    endings.push(() => plain.stop());
    let asked = 0;
    const proxy = (): Promise<string> => {
      asked += 1;
      return Promise.resolve('PROXY 127.0.0.1:1');
    };
    const local = tried({ streamUrl: plain.url, proxy });
    await until(() => local.calls.includes('open'));
    expect(asked).toBe(0);
    const open = webSocketOpener({ streamUrl: 'wss://127.0.0.1:1', proxy }, systemTime);
    const nothing = (): void => undefined;
    for (let count = 0; count < 3; count += 1) {
      const socket = open('/', {
        onOpen: nothing,
        onText: nothing,
        onBinary: nothing,
        onSign: nothing,
        onEnd: nothing,
      });
      await socket.close();
    }
    expect(asked).toBe(3);
  });
});

describe('a socket that is closed while it opens', () => {
  it('leaves nothing behind and says nothing', async () => {
    const server = await startStreamServer({ treat: () => 'ignore' });
    endings.push(() => server.stop());
    const { socket, calls } = tried({ streamUrl: server.url });
    await pause(50);
    await socket.close();
    expect(calls).toEqual([]);
  });
});

/** An HTTP proxy that tunnels, answers CONNECT with a status, breaks off or never answers. */
async function startProxy(
  how: 'tunnel' | 'break' | 'hang' | number,
  server: Server = createServer(),
  event: 'connection' | 'secureConnection' = 'connection',
): Promise<{ port: number; seen: () => string; open: () => number; stop: () => Promise<void> }> {
  let seen = '';
  const open = new Set<TcpSocket>();
  const keep = (socket: TcpSocket): void => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
  };
  server.on(event, (socket: TcpSocket) => {
    keep(socket);
    socket.once('data', (head: Buffer) => {
      seen += head.toString('latin1');
      if (how === 'hang') return;
      if (how === 'break') {
        socket.destroy();
        return;
      }
      if (how !== 'tunnel') {
        socket.end(`HTTP/1.1 ${how} No\r\ncontent-length: 0\r\n\r\n`);
        return;
      }
      const port = Number(/^CONNECT (?:127\.0\.0\.1|localhost):(\d+)/.exec(head.toString('latin1'))?.[1]);
      const upstream = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.on('data', (chunk: Buffer) => (seen += chunk.toString('latin1')));
        socket.pipe(upstream).pipe(socket);
      });
      keep(upstream);
    });
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of open) socket.destroy();
      server.close(() => resolve());
    });
  endings.push(stop);
  return { port, seen: () => seen, open: () => open.size, stop };
}
