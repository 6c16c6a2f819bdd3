import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocketServer } from 'ws';
import type { PaperExchange } from '../exchange';
import type { Faults } from '../faults/faults';
import { refuse } from '../http/api-error';
import { Channels } from './channels';
import { StreamConnection } from './connection';
import { refuseByFault, refuseUpgrade } from './refuse-upgrade';
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
  #sockets: Promise<WebSocketServer> | undefined;
  /** In the order they opened. */
  readonly #connections = new Set<StreamConnection>();
  readonly #channels = new Channels();
  readonly #user: UserChannel;
  /** The sockets below them, and those of attempts. */
  readonly #below = new Set<Duplex>();
  #timer: NodeJS.Timeout | undefined;
  #ticks = 0;

  /** @param random chooses what a fault leaves open */
  constructor(
    private readonly exchange: PaperExchange,
    private readonly faults: Faults,
    private readonly random: () => number,
  ) {
    this.#user = new UserChannel(exchange.account, () => exchange.now());
    faults.watch((change) => {
      for (const connection of [...this.#connections]) {
        connection.freeze(faults.frozen);
        if (change === 'replaced') this.#strike('now', connection);
      }
    });
  }

  /** Loads what the first WebSocket needs, which takes as long as half the start: the exchange says that it serves without it. */
  prepare(): void {
    // What goes wrong is told to whoever asks for a WebSocket.
    this.#loaded().catch(() => undefined);
  }

  #loaded(): Promise<WebSocketServer> {
    this.#sockets ??= import('ws').then(
      ({ WebSocketServer: Sockets }) =>
        new Sockets({
          noServer: true,
          clientTracking: false,
          perMessageDeflate: false,
          maxPayload: MOST_CLIENT_BYTES,
        }),
    );
    return this.#sockets;
  }

  /** Answers a request to become a WebSocket. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    this.#below.add(socket);
    socket.once('close', () => this.#below.delete(socket));
    socket.on('error', () => socket.destroy());
    this.faults.look();
    await this.faults.thawed();
    try {
      const sockets = await this.#loaded();
      const { names, combined } = wantedStreams(request.url ?? '');
      const listenKey = names.find((name) => this.exchange.listenKeys.isValid(name, this.exchange.now()));
      const sources = new Map<string, () => Source>();
      for (const name of names) if (name !== listenKey) sources.set(name, this.#source(name));
      const streams = names.map((name) => (name === listenKey ? ACCOUNT_STREAM : name));
      const fault = this.faults.ofAttempt(streams);
      if (fault) {
        refuseByFault(socket, fault);
        return;
      }
      const { faults, random } = this;
      const expire = () => this.exchange.listenKeys.expire();
      sockets.handleUpgrade(request, socket, head, (opened) => {
        const parts = { socket: opened, below: socket, streams, listenKey, combined, faults, random, expire };
        const connection = new StreamConnection(parts);
        opened.once('close', this.#open(connection, sources));
      });
    } catch (error) {
      refuseUpgrade(socket, error);
    }
  }

  /** Names of the streams that clients follow now, each as often as it is followed; the account's is called `account`. */
  followed(): string[] {
    return [...this.#connections].flatMap(({ streams }) => streams).sort();
  }

  /** Ends every connection. */
  close(): void {
    clearInterval(this.#timer);
    for (const socket of this.#below) socket.destroy();
  }

  #source(name: string): () => Source {
    // A key that has ended looks like one; it is not repeated.
    if (/^[0-9a-f]{64}$/.test(name)) throw refuse.listenKey();
    return sourceOf(name, this.exchange);
  }

  /** Returns what to do when it has closed. */
  #open(connection: StreamConnection, sources: ReadonlyMap<string, () => Source>): () => void {
    this.#connections.add(connection);
    for (const [name, source] of sources) this.#channels.join(name, source, connection);
    const leaveUser = connection.listenKey === undefined ? undefined : this.#user.join(connection);
    this.#timer ??= setInterval(() => this.#tick(), TICK);
    this.#strike('opening', connection);
    return () => {
      this.#connections.delete(connection);
      for (const name of sources.keys()) this.#channels.leave(name, connection);
      leaveUser?.();
      if (this.#connections.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  #tick(): void {
    this.faults.look();
    if (this.faults.frozen) return;
    const now = this.exchange.now();
    for (const connection of this.#connections) {
      const { listenKey } = connection;
      if (listenKey !== undefined && !this.exchange.listenKeys.isValid(listenKey, now))
        connection.forbid('the listen key has ended');
    }
    this.#channels.send(now, ++this.#ticks % TICKS_PER_SECOND === 0);
  }

  #strike(moment: 'now' | 'opening', connection: StreamConnection): void {
    for (const { fault, streams } of this.faults.ofConnection(moment, connection.streams))
      connection.strike(fault, streams);
  }
}
