import * as net from 'node:net';
import type * as Tls from 'node:tls';
import { readHead } from './answer-head';
import { WireError } from './wire-error';

/** Opens one connection; calls one of the two once, unless it was told to stop: that is what it answers. */
export type Dial = (opened: (socket: net.Socket) => void, failed: (error: Error) => void) => () => void;

interface Place {
  /** Name or address, an IPv6 one without its brackets. */
  readonly host: string;
  readonly port: number;
}

/** How TLS is spoken; certificates are always checked. */
export interface Security {
  readonly tls: Pick<typeof Tls, 'connect'>;
  readonly secureContext: Tls.SecureContext;
}

/** An attempt, as what makes it sees it. */
interface Attempt {
  /** From now on its failure is that of the attempt; it is cut with it. */
  readonly watch: (socket: net.Socket) => void;
  readonly fail: (error: Error) => void;
  readonly done: (socket: net.Socket) => void;
}

/** TCP at once without delay, and probes that find out about a peer that went away without a word. */
const TCP = { noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 } as const;
/** A proxy's words before its tunnel; what honest ones say has some hundred bytes. */
const MAX_CONSENT_BYTES = 8 * 1_024;

/** Dials the host of `origin` (`http://` without, `https://` with TLS), within `timeoutMs`. */
export function directDial(origin: string, security: Security | null, timeoutMs: number): Dial {
  const place = placeOf(origin);
  if (security === null)
    return attempts(timeoutMs, ({ watch, done }) => {
      const socket = net.connect({ ...place, ...TCP });
      watch(socket);
      socket.once('connect', () => done(socket));
    });
  const secure = secured(place, security);
  return attempts(timeoutMs, (attempt) => secure(attempt, { ...place, ...TCP }));
}

/** The same through a proxy, of which a tunnel (CONNECT) to `origin` is asked: it sees the host's name and what TLS shows, no more. */
export function tunnelDial(origin: string, proxy: string, security: Security, timeoutMs: number): Dial {
  const target = placeOf(origin);
  const relay = placeOf(proxy);
  const secure = secured(target, security);
  const secureRelay = secured(relay, security);
  const tunnelled = (attempt: Attempt, socket: net.Socket): void => {
    awaitConsent(attempt, socket, () => secure(attempt, { socket }));
    socket.write(connectRequest(target), 'latin1');
  };
  return attempts(timeoutMs, (attempt) => {
    if (proxy.startsWith('https:')) {
      secureRelay({ ...attempt, done: (socket) => tunnelled(attempt, socket) }, { ...relay, ...TCP });
      return;
    }
    const socket = net.connect({ ...relay, ...TCP });
    attempt.watch(socket);
    socket.once('connect', () => tunnelled(attempt, socket));
  });
}

/** Speaks TLS to a place; a second time it takes the first one's session up, which costs less and is checked as strictly. */
function secured(
  { host }: Place,
  { tls, secureContext }: Security,
): (attempt: Attempt, way: Tls.ConnectionOptions) => void {
  const name = net.isIP(host) === 0 ? { servername: host } : {};
  let session: Buffer | undefined;
  return ({ watch, done }, way) => {
    const socket = tls.connect({
      ...way,
      ...name,
      // Of an address without a name the certificate is compared with this.
      host,
      secureContext,
      rejectUnauthorized: true,
      ALPNProtocols: ['http/1.1'],
      session,
    });
    watch(socket);
    socket.once('secureConnect', () => done(socket));
    socket.on('session', (ticket: Buffer) => (session = ticket));
    socket.once('error', () => (session = undefined));
  };
}

function attempts(timeoutMs: number, begin: (attempt: Attempt) => void): Dial {
  return (opened, failed) => {
    const sockets: net.Socket[] = [];
    let isOver = false;
    const over = (): boolean => {
      if (isOver) return false;
      isOver = true;
      clearTimeout(timer);
      return true;
    };
    const cut = (): void => {
      for (const socket of sockets.toReversed()) socket.destroy();
    };
    const fail = (error: Error): void => {
      if (!over()) return;
      cut();
      failed(error);
    };
    const timer = setTimeout(
      () => fail(new WireError('CONNECT_TIMEOUT', 'No connection within the time allowed.')),
      timeoutMs,
    );
    const attempt: Attempt = {
      watch: (socket) => {
        sockets.push(socket);
        // It stays: an error that comes when all is said is nobody's.
        socket.on('error', fail);
        socket.once('close', () => fail(new WireError('CLOSED_BY_PEER', 'The peer closed the connection.')));
      },
      fail,
      done: (socket) => {
        if (over()) opened(socket);
      },
    };
    try {
      begin(attempt);
    } catch (error) {
      fail(error instanceof Error ? error : new Error('No connection could be made.'));
    }
    return () => {
      if (over()) cut();
    };
  };
}

function connectRequest({ host, port }: Place): string {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return `CONNECT ${authority} HTTP/1.1\r\nhost: ${authority}\r\n\r\n`;
}

/** Calls `granted` when the proxy says 200 and nothing more: in a tunnel the client speaks first. */
function awaitConsent(attempt: Attempt, socket: net.Socket, granted: () => void): void {
  let said = '';
  const onData = (bytes: Buffer): void => {
    said += bytes.toString('latin1');
    const end = said.indexOf('\r\n\r\n');
    if (end < 0 && said.length <= MAX_CONSENT_BYTES) return;
    socket.off('data', onData);
    // The bytes that come now are those of TLS.
    socket.pause();
    if (end >= 0 && end + 4 === said.length && statusOf(said.slice(0, end)) === 200) granted();
    else attempt.fail(new WireError('PROXY_REFUSED', 'The proxy did not open a tunnel.'));
  };
  socket.on('data', onData);
}

function statusOf(head: string): number {
  try {
    return readHead(head).status;
  } catch {
    return 0;
  }
}

function placeOf(origin: string): Place {
  const { protocol, hostname, port } = new URL(origin);
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
  };
}
