import { createSecretKey } from 'node:crypto';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import {
  createExchangeConnection,
  type ExchangeConnection,
  type ExchangeConnectionOptions,
} from './connection';
import { Limiter } from './limiter';
import type { TimeSource } from './time-source';

/** A peer that misbehaves as told, for tests: raw TCP on loopback. */
export interface RawServer {
  readonly url: string;
  readonly port: number;
  /** Whole requests as received, head and body. */
  readonly requests: string[];
  /** Connections accepted so far. */
  readonly sockets: () => number;
  stop(): Promise<void>;
}

/**
 * `answer` is called once for each complete request; `GET /api/v1/time` is answered truthfully, so that signed calls get so far.
 */
export function startRaw(answer: (socket: Socket, request: string) => void): Promise<RawServer> {
  return serve(createServer(), 'connection', 'http', answer);
}

/** As {@link startRaw}, on a server of the caller (TLS); `event` is the one that gives a usable socket. */
export async function serve(
  server: Server,
  event: 'connection' | 'secureConnection',
  scheme: 'http' | 'https',
  answer: (socket: Socket, request: string) => void,
): Promise<RawServer> {
  const requests: string[] = [];
  const open = new Set<Socket>();
  let accepted = 0;
  server.on('connection', (socket: Socket) => {
    accepted += 1;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
  });
  server.on(event, (socket: Socket) => {
    let received = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      for (let length = completeLength(received); length > 0; length = completeLength(received)) {
        const request = received.slice(0, length);
        received = received.slice(length);
        requests.push(request);
        if (request.startsWith('GET /api/v1/time ')) socket.write(json({ serverTime: Date.now() }));
        else answer(socket, request);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    port,
    requests,
    sockets: () => accepted,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function completeLength(received: string): number {
  const head = received.indexOf('\r\n\r\n');
  if (head < 0) return 0;
  const body = Number(/^content-length: (\d+)/im.exec(received.slice(0, head))?.[1] ?? 0);
  return received.length >= head + 4 + body ? head + 4 + body : 0;
}

/** A complete HTTP answer. */
export function http(
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  const bytes = Buffer.from(body as string);
  const lines = Object.entries({ 'content-length': String(bytes.length), ...headers }).map(
    ([k, v]) => `${k}: ${v}\r\n`,
  );
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} X\r\n${lines.join('')}\r\n`), bytes]);
}

export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Buffer {
  return http(status, JSON.stringify(value), { 'content-type': 'application/json', ...headers });
}

export const KEY_ID = 'canary-key-id-0123456789';
export const SECRET = 'canary-secret-abcdefghijklmnopqrstuvwxyz';

/** A connection with its own limiter, so that one test's bans are not another's, and short timeouts. */
export function connectTo(
  restUrl: string,
  options: Partial<ExchangeConnectionOptions> = {},
): ExchangeConnection {
  return createExchangeConnection({
    restUrl,
    credentials: { keyId: KEY_ID, secret: createSecretKey(Buffer.from(SECRET)) },
    limiter: new Limiter(options.time),
    ...options,
  });
}

export const ORDER = {
  symbol: 'BTCUSDT',
  side: 'BUY',
  type: 'LIMIT',
  quantity: '0.01',
  price: '20000',
} as const;
export const ACK = { symbol: 'BTCUSDT', orderId: 28, transactTime: 1507725176595 };

/** Time that moves only when told; timers fire in order while it moves. */
export class FakeTime implements TimeSource {
  #monotonic = 1_000;
  #wall = 1_700_000_000_000;
  #moving = false;
  #timers: { at: number; action: () => void }[] = [];

  readonly wall = (): number => this.#wall;
  readonly monotonic = (): number => this.#monotonic;
  readonly after = (ms: number, action: () => void): (() => void) => {
    const timer = { at: this.#monotonic + ms, action };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  };

  /** Moves time; called while time moves, it only waits for that long. */
  async pass(ms: number): Promise<void> {
    if (this.#moving) return new Promise((resolve) => void this.after(ms, resolve));
    this.#moving = true;
    const end = this.#monotonic + ms;
    for (;;) {
      const next = this.#timers.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > end) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#move(Math.max(0, next.at - this.#monotonic));
      next.action();
      await settled();
    }
    this.#move(end - this.#monotonic);
    await settled();
    this.#moving = false;
  }

  /** Somebody sets the wall clock, or the machine slept while the monotonic clock stood still. */
  setWall(by: number): void {
    this.#wall += by;
  }

  #move(ms: number): void {
    this.#monotonic += ms;
    this.#wall += ms;
  }
}

/** Lets everything run that waits for no time. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
