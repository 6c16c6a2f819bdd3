import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { PaperExchange } from '../exchange';
import { ApiError, refuse } from '../http/api-error';
import { toJson } from '../http/json';
import { Channels } from './channels';
import { StreamConnection } from './connection';
import type { Source } from './source';
import { sourceOf } from './stream-name';
import { ACCOUNT_STREAM, UserChannel } from './user-channel';
import { wantedStreams } from './wanted-streams';

/** PROTOCOL has no messages of clients; longer ones than this close the connection, shorter ones are not read. */
const MOST_CLIENT_BYTES = 4096;
/** PROTOCOL: trades come each 100 ms, everything else each second. */
const TICK = 100;
const TICKS_PER_SECOND = 10;

/** The streams of a paper exchange: WebSockets on the port of its REST side. */
export class StreamServer {
  readonly #sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MOST_CLIENT_BYTES,
  });
  readonly #connections = new Map<StreamConnection, WebSocket>();
  readonly #channels = new Channels();
  readonly #user: UserChannel;
  #timer: NodeJS.Timeout | undefined;
  #ticks = 0;

  constructor(private readonly exchange: PaperExchange) {
    this.#user = new UserChannel(exchange.account, () => exchange.now());
  }

  /** Answers a request to become a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    try {
      const { names, combined } = wantedStreams(request.url ?? '');
      const listenKey = names.find((name) => this.exchange.listenKeys.isValid(name, this.exchange.now()));
      const sources = new Map<string, () => Source>();
      for (const name of names) if (name !== listenKey) sources.set(name, this.#source(name));
      this.#sockets.handleUpgrade(request, socket, head, (opened) => {
        this.#open(opened, new StreamConnection(opened, names, combined, listenKey), sources);
      });
    } catch (error) {
      refuseUpgrade(socket, error);
    }
  }

  /** Ends every connection. */
  close(): void {
    clearInterval(this.#timer);
    for (const socket of this.#connections.values()) socket.terminate();
    this.#sockets.close();
  }

  #source(name: string): () => Source {
    // A key that has ended looks like one; it is not repeated.
    if (/^[0-9a-f]{64}$/.test(name)) throw refuse.listenKey();
    return sourceOf(name, this.exchange);
  }

  #open(socket: WebSocket, connection: StreamConnection, sources: ReadonlyMap<string, () => Source>): void {
    this.#connections.set(connection, socket);
    for (const [name, source] of sources) this.#channels.join(name, source, connection);
    const leaveUser =
      connection.listenKey === undefined
        ? undefined
        : this.#user.join((payload) => connection.deliver(ACCOUNT_STREAM, payload));
    socket.once('close', () => {
      this.#connections.delete(connection);
      for (const name of sources.keys()) this.#channels.leave(name, connection);
      leaveUser?.();
      if (this.#connections.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    });
    this.#timer ??= setInterval(() => this.#tick(), TICK);
  }

  #tick(): void {
    const now = this.exchange.now();
    for (const connection of this.#connections.keys()) {
      const { listenKey } = connection;
      if (listenKey !== undefined && !this.exchange.listenKeys.isValid(listenKey, now))
        connection.forbid('the listen key has ended');
    }
    this.#channels.send(now, ++this.#ticks % TICKS_PER_SECOND === 0);
  }
}

function refuseUpgrade(socket: Duplex, error: unknown): void {
  const refusal = error instanceof ApiError ? error : refuse.fault();
  const body = toJson({ code: refusal.code, msg: refusal.message });
  socket.end(
    [
      `HTTP/1.1 ${refusal.status} ${refusal.status === 404 ? 'Not Found' : 'Bad Request'}`,
      'Content-Type: application/json;charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
