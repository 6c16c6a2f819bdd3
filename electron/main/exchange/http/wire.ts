import { channel } from 'node:diagnostics_channel';
import type { Agent, ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Deadline } from './deadline';
import { idleAfter, keepIdle } from './idle';
import { asWireError, WireError } from './wire-error';

export interface WireRequest {
  readonly method: string;
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  /** Empty for none. */
  readonly body: string;
}

/** Hears how one request goes. `onEnd` or `onError` is the last call. */
export interface RequestHandler {
  /** A connection is there (TCP and TLS done) and not a byte is written; `false`, and none will be. `wire` can cut it off from now on. */
  onStart(wire: Pick<Wire, 'cut'>): boolean;
  onHead(status: number, headers: IncomingHttpHeaders): void;
  onData(bytes: Buffer): void;
  onEnd(): void;
  onError(error: Error): void;
}

export interface WireTimes {
  /** TCP, a proxy's consent and TLS, ms. */
  readonly connectMs: number;
  /** From the request to the head of its answer, and between two pieces of the body, ms. */
  readonly headMs: number;
  readonly bodyMs: number;
  /** How long a connection without a request is kept. */
  readonly idleMs: number;
}

/** The host, and Node's client to speak to it. */
export interface Peer {
  /** As it stands in an address, with the port when it is not the usual one. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** How TLS is spoken; undefined where it is not. */
  readonly tls: object | undefined;
  readonly request: (options: object) => ClientRequest;
  readonly agent: Agent;
}

type Late = 'CONNECT_TIMEOUT' | 'HEAD_TIMEOUT' | 'BODY_TIMEOUT';

interface Job {
  readonly request: WireRequest;
  readonly handler: RequestHandler;
  client: ClientRequest | undefined;
  isWritten: boolean;
}

/** Every request as it is handed over, for tests: one may add to its headers. */
const handedOver = channel('perch.exchange.request');
const ready = new WeakSet<Socket>();

/**
 * At most one connection to a server, made when it is needed and kept while it is idle, with one request on it at a time, spoken by
 * Node's own client: HTTP/1.1 without pipelining, redirects or repetition. Each request is written once or never.
 */
export class Wire {
  readonly #peer: Peer;
  readonly #times: WireTimes;
  readonly #queue: Job[] = [];
  #current: Job | null = null;
  /** Of the connection, by what its last answer said. */
  #idleMs: number;
  readonly #deadline = new Deadline<Late>((code) => {
    if (this.#current) this.#fail(this.#current, new WireError(code, 'Not within the time allowed.'));
  });
  /** It may be gone without our knowing. */
  #isConnected = false;
  #isClosing = false;

  constructor(peer: Peer, times: WireTimes) {
    this.#peer = peer;
    this.#times = times;
    this.#idleMs = times.idleMs;
    keepIdle(peer.agent, () => this.#idleMs);
  }

  send(request: WireRequest, handler: RequestHandler): void {
    const { method, path, headers, body } = request;
    const job: Job = {
      request: { method, path, headers: [...headers], body },
      handler,
      client: undefined,
      isWritten: false,
    };
    if (handedOver.hasSubscribers) handedOver.publish(job.request);
    if (this.#isClosing) return handler.onError(closed());
    this.#queue.push(job);
    this.#next();
  }

  /** Ends the connection because of a request that is on it; nothing is heard of that any more. */
  cut(handler: RequestHandler): void {
    const job = this.#current;
    if (job?.handler === handler) this.#over(job)?.client?.destroy();
  }

  /** Lets requests that were handed over end, and takes no more. */
  close(): void {
    this.#isClosing = true;
    this.#leave();
  }

  /** Ends everything at once. */
  destroy(): void {
    this.#isClosing = true;
    const waiting = this.#queue.splice(0);
    if (this.#current) this.#fail(this.#current, closed());
    for (const { handler } of waiting) handler.onError(closed());
    this.#leave();
  }

  #next(): void {
    if (this.#current !== null) return;
    const job = this.#queue.shift();
    if (job === undefined) return this.#isClosing ? this.#leave() : undefined;
    this.#current = job;
    try {
      job.client = this.#begin(job);
    } catch {
      // Node refuses characters that would end a line.
      this.#over(job)?.handler.onError(
        new WireError('UNWRITABLE', 'A request has characters that it must not have.'),
      );
    }
  }

  #begin(job: Job): ClientRequest {
    const { name, host, port, tls, agent } = this.#peer;
    const { method, path, body } = job.request;
    const length =
      body === '' && (method === 'GET' || method === 'DELETE')
        ? []
        : ['content-length', String(Buffer.byteLength(body))];
    const headers = ['host', name, ...job.request.headers, ...length];
    const client = this.#peer.request({ ...tls, host, port, agent, method, path, headers });
    if (!this.#isConnected) this.#deadline.set(this.#times.connectMs, 'CONNECT_TIMEOUT');
    client.on('error', (error: Error) => this.#fail(job, asWireError(error)));
    client.once('socket', (socket: Socket) => this.#connect(job, socket));
    client.once('response', (answer: IncomingMessage) => this.#read(job, answer));
    // 101: nobody asked for another protocol.
    client.once('upgrade', () =>
      this.#fail(job, new WireError('NOT_HTTP', 'The answer is not one to the request.')),
    );
    return client;
  }

  #connect(job: Job, socket: Socket): void {
    // In place of a connection that a proxy refused comes one from which its refusal can be read: as the answer of the exchange.
    if (this.#peer.tls && !('encrypted' in socket))
      return this.#fail(job, new WireError('PROXY_REFUSED', 'The proxy did not open a tunnel.'));
    if (ready.has(socket)) return this.#write(job);
    // Node hands a connection over while it is still being made.
    this.#deadline.set(this.#times.connectMs, 'CONNECT_TIMEOUT');
    socket.once(this.#peer.tls ? 'secureConnect' : 'connect', () => {
      ready.add(socket);
      this.#isConnected = true;
      socket.once('close', () => (this.#isConnected = false));
      this.#write(job);
    });
  }

  #write(job: Job): void {
    if (this.#current !== job) return;
    if (!job.handler.onStart(this)) {
      this.#over(job)?.client?.destroy();
      return;
    }
    this.#deadline.set(this.#times.headMs, 'HEAD_TIMEOUT');
    job.isWritten = true;
    job.client?.end(job.request.body);
  }

  #read(job: Job, answer: IncomingMessage): void {
    if (this.#current !== job) return;
    this.#deadline.set(this.#times.bodyMs, 'BODY_TIMEOUT');
    this.#idleMs = idleAfter(answer.headers['keep-alive']?.toString(), this.#times.idleMs);
    const cutOff = (): void => this.#fail(job, new WireError('TRUNCATED', 'The answer was cut off.'));
    answer.on('data', (bytes: Buffer) => {
      if (this.#current !== job) return;
      this.#deadline.set(this.#times.bodyMs, 'BODY_TIMEOUT');
      job.handler.onData(bytes);
    });
    answer.once('end', () => (answer.complete ? this.#over(job)?.handler.onEnd() : cutOff()));
    answer.once('error', cutOff);
    job.handler.onHead(answer.statusCode ?? 0, answer.headers);
  }

  /** The connection is of no use any more; a request that is on it does not know its answer. */
  #fail(job: Job, error: Error): void {
    const failed = this.#over(job);
    if (failed === undefined) return;
    failed.client?.destroy();
    // Those that waited for the connection that there is not: none of them was written.
    const waiting = failed.isWritten ? [] : this.#queue.splice(0);
    for (const { handler } of [failed, ...waiting]) handler.onError(error);
  }

  /** Nothing more is heard of it; undefined when that was so already. */
  #over(job: Job): Job | undefined {
    if (this.#current !== job) return undefined;
    this.#deadline.clear();
    this.#current = null;
    // What was learned from this answer (429) counts for those that wait.
    if (this.#queue.length > 0 || this.#isClosing) setImmediate(() => this.#next());
    return job;
  }

  #leave(): void {
    if (this.#current === null && this.#queue.length === 0) this.#peer.agent.destroy();
  }
}

function closed(): WireError {
  return new WireError('CLOSED', 'The connection was closed.');
}
