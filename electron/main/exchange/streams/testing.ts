import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { EventOf, StreamFollower, StreamRequest } from './streams';

/** One connection that a test's server took. */
interface Taken {
  /** Path and query, unescaped. */
  readonly path: string;
  readonly names: readonly string[];
  readonly socket: WebSocket;
  /** The bytes beneath it. */
  readonly raw: Duplex;
}

/** A stream server on loopback that does as told. */
export interface StreamServer {
  readonly url: string;
  /** Every connection ever taken. */
  readonly taken: readonly Taken[];
  readonly open: () => readonly Taken[];
  /** Sends an event to every connection that carries the stream, wrapped as PROTOCOL says. */
  send(name: string, event: unknown): void;
  /** What to do with the next handshakes: take them, leave them without an answer, or answer with a status. */
  treat(how: Treatment): void;
  stop(): Promise<void>;
}

type Treatment = 'take' | 'ignore' | { readonly status: number; readonly headers?: Record<string, string> };

/** `server`: one of the caller's (TLS), with its scheme. `autoPong: false` leaves pings without an answer. */
export async function startStreamServer(
  options: {
    server?: Server;
    scheme?: 'ws' | 'wss';
    autoPong?: boolean;
    treat?: (path: string) => Treatment;
  } = {},
): Promise<StreamServer> {
  const server = options.server ?? createServer();
  const sockets = new WebSocketServer({ noServer: true, autoPong: options.autoPong ?? true });
  const taken: Taken[] = [];
  const raws = new Set<Duplex>();
  let isStopping = false;
  let treatment = options.treat ?? ((): Treatment => 'take');
  server.on('upgrade', (request, raw: Duplex, head: Buffer) => {
    raws.add(raw);
    raw.on('error', () => undefined);
    raw.on('close', () => raws.delete(raw));
    // Of a client that has gone while its request was on the way.
    if (isStopping) return void raw.destroy();
    const path = decodeURIComponent(request.url ?? '');
    const how = treatment(path);
    if (how === 'ignore') return;
    if (how !== 'take') {
      const headers = Object.entries(how.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
      raw.end(`HTTP/1.1 ${how.status} X\r\ncontent-length: 0\r\n${headers.join('')}\r\n`);
      return;
    }
    sockets.handleUpgrade(request, raw, head, (socket) => {
      socket.on('error', () => undefined);
      taken.push({ path, names: namesOf(path), socket, raw });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const open = (): Taken[] => taken.filter(({ socket }) => socket.readyState === socket.OPEN);
  return {
    url: `${options.scheme ?? 'ws'}://127.0.0.1:${port}`,
    taken,
    open,
    send(name, event) {
      for (const { names, path, socket } of open()) {
        if (!names.includes(name)) continue;
        socket.send(JSON.stringify(path.includes('/stream?') ? { stream: name, data: event } : event));
      }
    },
    treat: (how) => (treatment = () => how),
    stop: () =>
      new Promise((resolve) => {
        isStopping = true;
        for (const raw of raws) raw.destroy();
        server.close(() => resolve());
      }),
  };
}

/** PROTOCOL: `/ws/<name>` and `/stream?streams=<a>/<b>/…`. */
export function namesOf(path: string): string[] {
  const raw = path.split('/ws/')[1];
  return raw === undefined ? (path.split('streams=')[1] ?? '').split('/') : [raw];
}

/** Keeps what a follower hears, in order. */
export interface Heard<R extends StreamRequest> extends StreamFollower<R> {
  /** `live`, `interrupted`, and the events themselves. */
  readonly calls: ('live' | 'interrupted' | EventOf<R>)[];
  readonly events: () => EventOf<R>[];
  readonly reasons: string[];
}

export function heard<R extends StreamRequest>(): Heard<R> {
  const calls: ('live' | 'interrupted' | EventOf<R>)[] = [];
  const reasons: string[] = [];
  return {
    calls,
    reasons,
    events: () => calls.filter((call): call is EventOf<R> => typeof call !== 'string'),
    onLive: () => void calls.push('live'),
    onEvent: (event) => void calls.push(event),
    onInterrupted: (reason) => {
      calls.push('interrupted');
      reasons.push(reason);
    },
  };
}

/** Waits until it holds; fails after 10 s with the last thing it was. */
export async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`It never held: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Events as the exchange sends them. */
export const WIRE = {
  depth: (version: number, s = 'BTCUSDT') => ({
    e: 'spotDepthUpdate',
    s,
    v: version,
    b: [['100.5', '1.25']],
    a: [['101', '0']],
  }),
  trade: (id: number | string, s = 'BTCUSDT') => ({
    e: 'spotTrade',
    E: 1_700_000_000_000,
    s,
    t: id,
    p: '100.5',
    q: '0.1',
    T: 1_699_999_999_990,
    m: true,
  }),
  kline: (openTime: number, s = 'BTCUSDT', i = '1M') => ({
    e: 'spotKline',
    E: openTime + 10,
    s,
    k: { t: openTime, T: openTime + 59_999, s, i, o: '1', c: '2', h: '3', l: '0.5', v: '7', q: '9.5' },
  }),
  miniTicker: (s: string, c = '5') => ({
    e: '24hrSpotMiniTicker',
    E: 1_700_000_000_000,
    s,
    c,
    h: '6',
    o: '4',
    l: '3',
    v: '100',
    q: '450.5',
  }),
  ticker: (s: string) => ({
    e: '24hrSpotTicker',
    E: 1_700_000_000_000,
    s,
    p: '-0.5',
    P: '-9.09',
    c: '5',
    h: '6',
    l: '3',
    v: '100',
    q: '450.5',
    O: 1_699_913_600_000,
    C: 1_700_000_000_000,
  }),
  partialDepth: () => ({ bids: [['100.5', '1.25']], asks: [['101', '2']] }),
};
