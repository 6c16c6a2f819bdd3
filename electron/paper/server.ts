import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PaperExchange } from './exchange';
import { applyFault } from './faults/apply';
import type { Faults } from './faults/faults';
import { ApiError, refuse } from './http/api-error';
import { countRequest, type RawRequest, runEndpoint, workAhead } from './http/dispatch';
import { toJson } from './http/json';
import { RequestLimits } from './http/rate-limits';
import { type Reply, write } from './http/reply';
import { randomStream } from './market/random';
import { report } from './report';
import { StreamServer } from './streams/stream-server';

/** Largest body read; no request of the protocol comes near it. */
const MOST_BODY_BYTES = 64 * 1024;

/** The network side of a paper exchange: HTTP and WebSockets on 127.0.0.1 only. */
export class PaperServer {
  readonly #server: Server;
  readonly #streams: StreamServer;
  readonly #limits = new Map<string, RequestLimits>();

  constructor(
    private readonly exchange: PaperExchange,
    private readonly faults: Faults,
    seed: number,
  ) {
    this.#server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        // Only a connection that ended early comes here; there is nobody left to answer.
        response.destroy(error instanceof Error ? error : undefined);
      });
    });
    this.#streams = new StreamServer(exchange, faults, randomStream(seed, 'stream faults'));
    this.#server.on('upgrade', (request, socket, head) => {
      void this.#streams.upgrade(request, socket, head);
    });
  }

  /** Listens on 127.0.0.1 and resolves with the port; rejects when the port is taken. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => {
        this.#server.off('error', reject);
        resolve((this.#server.address() as AddressInfo).port);
      });
    });
  }

  /** Loads what the first client will ask for, once whoever waits for the start has been told of it. */
  prepare(): void {
    setImmediate(() => this.#streams.prepare());
  }

  /** Names of the streams that clients follow now. */
  followed(): string[] {
    return this.#streams.followed();
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
      this.#streams.close();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '', query = ''] = splitOnce(request.url ?? '', '?');
    const method = request.method ?? '';
    const body = hasBody(request) ? await readBody(request) : '';
    const raw: RawRequest = {
      method,
      path,
      query,
      body: body !== undefined && isForm(request) ? body : '',
      apiKey: oneHeader(request, 'x-jex-apikey'),
    };
    const remote = request.socket.remoteAddress ?? '';
    this.faults.look();
    await this.faults.thawed();
    await workAhead(this.exchange, raw);
    const run = (): Reply => this.#answer(raw, remote, body === undefined);
    const fault = this.faults.ofRequest(method, path);
    if (fault) await applyFault(fault, run, response);
    else write(response, run());
  }

  #answer(raw: RawRequest, remote: string, tooLarge: boolean): Reply {
    const now = this.exchange.now();
    const limits = this.#limitsOf(remote);
    const headers: Record<string, string> = { 'Content-Type': 'application/json;charset=utf-8' };
    try {
      countRequest(raw, limits, now);
      if (tooLarge) throw refuse.bodyTooLarge();
      const answer = runEndpoint(this.exchange, raw, now);
      return {
        status: 200,
        headers: { ...headers, ...limits.headers(now), ...answer.headers },
        body: toJson(answer.body),
      };
    } catch (error) {
      const refusal = error instanceof ApiError ? error : defect(error);
      return {
        status: refusal.status,
        headers: { ...headers, ...limits.headers(now), ...refusal.headers },
        body: toJson({ code: refusal.code, msg: refusal.message }),
      };
    }
  }

  #limitsOf(remote: string): RequestLimits {
    const known = this.#limits.get(remote);
    if (known) return known;
    const limits = new RequestLimits(this.exchange.weightLimit);
    this.#limits.set(remote, limits);
    return limits;
  }
}

function defect(error: unknown): ApiError {
  report(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return refuse.fault();
}

/** RFC 9112: a request has a body only with one of these. */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

/** The body, one character per byte; undefined when it is too large. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MOST_BODY_BYTES) chunks.push(chunk);
  }
  return size > MOST_BODY_BYTES ? undefined : Buffer.concat(chunks).toString('latin1');
}

/** PROTOCOL: bodies are `application/x-www-form-urlencoded`; one without a type is taken for it, any other is not read. */
function isForm(request: IncomingMessage): boolean {
  const type = request.headers['content-type'];
  return type === undefined || type.trim().toLowerCase().startsWith('application/x-www-form-urlencoded');
}

function oneHeader(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
