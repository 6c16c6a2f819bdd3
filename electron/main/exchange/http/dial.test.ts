import { connect, createServer, type Server, type Socket } from 'node:net';
import * as tls from 'node:tls';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { makeCertificates } from '../testing-certificates';
import { directDial, tunnelDial, type Dial, type Security } from './dial';

const { authority, good, otherHost } = makeCertificates();
const trusting: Security = { tls, secureContext: tls.createSecureContext({ ca: [authority] }) };
const strict: Security = { tls, secureContext: tls.createSecureContext() };
const servers: Server[] = [];
const sockets = new Set<Socket>();

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
});
afterAll(() => {
  for (const server of servers) server.close();
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as { port: number }).port;
}

/** Says whether the session of an earlier connection was taken up. */
const exchange = (identity = good) =>
  listening(
    tls.createServer(identity, (socket) => {
      socket.on('error', () => undefined);
      socket.write(socket.isSessionReused() ? 'again' : 'hello');
    }),
  );

/** A proxy that says `words` to whoever asks, and tunnels when they are 200. */
function relay(words: string): { readonly heard: () => string; readonly serve: (socket: Socket) => void } {
  let heard = '';
  const serve = (socket: Socket): void => {
    socket.on('error', () => undefined);
    socket.once('data', (bytes: Buffer) => {
      heard += bytes.toString('latin1');
      socket.write(words);
      const port = Number(/^CONNECT [^ ]*:(\d+) /.exec(heard)?.[1]);
      if (!words.startsWith('HTTP/1.1 200')) return;
      const on = connect(port, '127.0.0.1');
      sockets.add(on);
      on.on('error', () => undefined);
      socket.pipe(on).pipe(socket);
    });
  };
  return { heard: () => heard, serve };
}

/** The first word over a connection, or the code of what kept it from being there. */
function first(dial: Dial): Promise<string> {
  return new Promise((resolve) => {
    dial(
      (socket) => {
        sockets.add(socket);
        socket.on('data', (bytes: Buffer) => setTimeout(() => resolve(bytes.toString()), 20));
      },
      (error) => resolve('code' in error ? String(error.code) : error.message),
    );
  });
}

describe('a connection', () => {
  it('is there when TLS is, and takes the session up the next time', async () => {
    const dial = directDial(`https://127.0.0.1:${await exchange()}`, trusting, 2_000);
    expect(await first(dial)).toBe('hello');
    expect(await first(dial)).toBe('again');
  });

  it('is none without trust, or with the certificate of another host', async () => {
    expect(await first(directDial(`https://127.0.0.1:${await exchange()}`, strict, 2_000))).toBe(
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    );
    expect(await first(directDial(`https://127.0.0.1:${await exchange(otherHost)}`, trusting, 2_000))).toBe(
      'ERR_TLS_CERT_ALTNAME_INVALID',
    );
    expect(await first(directDial(`https://localhost:${await exchange()}`, trusting, 2_000))).toBe(
      'ERR_TLS_CERT_ALTNAME_INVALID',
    );
  });

  it('is given up after its time, also when it is TLS that does not come', async () => {
    const silent = await listening(createServer());
    expect(await first(directDial(`https://127.0.0.1:${silent}`, trusting, 60))).toBe('CONNECT_TIMEOUT');
    expect(await first(tunnelDial('https://127.0.0.1:1', `http://127.0.0.1:${silent}`, trusting, 60))).toBe(
      'CONNECT_TIMEOUT',
    );
  });

  it('that is called off is heard of no more', async () => {
    const port = await exchange();
    let calls = 0;
    const count = (): void => void (calls += 1);
    directDial(`https://127.0.0.1:${port}`, trusting, 50)(count, count)();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(calls).toBe(0);
  });
});

describe('a connection through a proxy', () => {
  const yes = 'HTTP/1.1 200 Connection established\r\nvia: x\r\n\r\n';

  it('is TLS with the exchange, of which the proxy sees the name alone', async () => {
    const target = await exchange();
    const proxy = relay(yes);
    const port = await listening(createServer(proxy.serve));
    const dial = tunnelDial(`https://127.0.0.1:${target}`, `http://127.0.0.1:${port}`, trusting, 2_000);
    expect(await first(dial)).toBe('hello');
    expect(proxy.heard()).toBe(`CONNECT 127.0.0.1:${target} HTTP/1.1\r\nhost: 127.0.0.1:${target}\r\n\r\n`);
  });

  it('can lead to the proxy over TLS too, which is checked as strictly', async () => {
    const target = await exchange();
    const through = async (identity: typeof good, security: Security): Promise<string> => {
      const port = await listening(tls.createServer(identity, relay(yes).serve));
      return first(tunnelDial(`https://127.0.0.1:${target}`, `https://127.0.0.1:${port}`, security, 2_000));
    };
    expect(await through(good, trusting)).toBe('hello');
    expect(await through(otherHost, trusting)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await through(good, strict)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });

  it('is none with an exchange that is not trusted', async () => {
    const target = await exchange(otherHost);
    const port = await listening(createServer(relay(yes).serve));
    const dial = tunnelDial(`https://127.0.0.1:${target}`, `http://127.0.0.1:${port}`, trusting, 2_000);
    expect(await first(dial)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it.each([
    ['HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n'],
    ['HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1/\r\n\r\n'],
    ['SSH-2.0-OpenSSH\r\n\r\n'],
    [`${yes}\x16\x03\x03`],
    ['x'.repeat(9_000)],
  ])('is none when that says %j', async (words) => {
    const port = await listening(createServer(relay(words).serve));
    const dial = tunnelDial('https://127.0.0.1:1', `http://127.0.0.1:${port}`, trusting, 2_000);
    expect(await first(dial)).toBe('PROXY_REFUSED');
  });
});
