import type { IncomingMessage } from 'node:http';
import type { SecureContext } from 'node:tls';
import type { ClientOptions, WebSocket } from 'ws';
import { streamAddress } from '../address';
import { secureContextWith } from '../authorities';
import { retryAfter } from '../interpretation';
import { chosenProxy } from '../proxy';
import type { TimeSource } from '../time-source';
import { notSentFailure } from '../transport-failure';
import type { OpenSocket, Socket, SocketEnd, SocketEvents } from './socket';
import type { Tunnel } from '../tunnel';

export interface WebSocketOptions {
  /** `wss://host[:port][/base]`; `ws://` to loopback only. */
  readonly streamUrl: string;
  /** System proxy for a URL, as Electron's `session.resolveProxy` answers; asked anew for each socket, without the path. */
  readonly proxy?: ((url: string) => Promise<string | undefined>) | undefined;
  /** Certificate authorities (PEM) trusted besides the runtime's and the system's. */
  readonly certificateAuthorities?: readonly string[] | undefined;
  readonly userAgent?: string | undefined;
}

/**
 * SECURITY: byte caps. The largest honest frame, the statistics of 5,000 symbols at about 250 bytes each, is 1.3 MB.
 */
export const MAX_FRAME_BYTES = 4 * 1024 * 1024;
/** How long a closing handshake may take before the socket is cut. */
const CLOSE_MS = 1_000;

/**
 * Opens WebSockets at one server: certificate checks always on, no redirects, no compression (a frame cannot unpack to more than it
 * is), frames of at most {@link MAX_FRAME_BYTES}. Pings are answered. Throws ExchangeOptionsError when the address is refused.
 */
export function webSocketOpener(options: WebSocketOptions, time: Pick<TimeSource, 'wall'>): OpenSocket {
  const address = streamAddress(options.streamUrl);
  return (path, events) => new OpeningSocket(options, address.origin, address.base + path, events, time);
}

class OpeningSocket implements Socket {
  readonly #events: SocketEvents;
  readonly #time: Pick<TimeSource, 'wall'>;
  /** Cuts a tunnel that is still being made: the socket to the proxy is the agent's, and would wait for an answer for ever. */
  readonly #tunnelling = new AbortController();
  #socket: WebSocket | null = null;
  #open = false;
  #proxied = false;
  #refusedByProxy: number | undefined;
  /** Set once nothing is to be said any more. */
  #ended = false;
  #over: () => void = () => undefined;
  readonly #isOver = new Promise<void>((resolve) => (this.#over = resolve));

  constructor(
    options: WebSocketOptions,
    origin: string,
    path: string,
    events: SocketEvents,
    time: Pick<TimeSource, 'wall'>,
  ) {
    this.#events = events;
    this.#time = time;
    void this.#start(options, origin, path);
  }

  ping(): void {
    if (this.#open && this.#socket?.readyState === this.#socket?.OPEN) this.#socket?.ping();
  }

  close(): Promise<void> {
    this.#ended = true;
    if (this.#open) this.#socket?.close(1000);
    else this.#socket?.terminate();
    if (!this.#open) this.#tunnelling.abort();
    if (this.#socket === null) this.#over();
    return this.#isOver;
  }

  async #start(options: WebSocketOptions, origin: string, path: string): Promise<void> {
    const { proxy } = options;
    // Plain ws goes to loopback only, which no proxy serves.
    const answer =
      proxy === undefined || origin.startsWith('ws:')
        ? undefined
        : await proxy(`${origin}/`).catch(() => undefined);
    if (this.#ended) return;
    const chosen = chosenProxy(answer);
    if (chosen === 'unsupported') {
      this.#end({
        cause: 'connect-failed',
        message: 'The system asks for a kind of proxy that is not supported.',
      });
      this.#over();
      return;
    }
    this.#proxied = chosen !== null;
    // With the first socket: it loads Node's HTTP client too, which nothing else needs.
    const { WebSocket } = await import('ws');
    const secureContext = await secureContextWith(options.certificateAuthorities);
    const agent = chosen === null ? {} : { agent: await this.#tunnel(chosen, secureContext) };
    if (this.#ended) return;
    // Two are not in the types: `closeTimeout` not yet, and what goes on to TLS.
    const settings: ClientOptions & { closeTimeout: number; secureContext: SecureContext } = {
      secureContext,
      rejectUnauthorized: true,
      perMessageDeflate: false,
      followRedirects: false,
      maxPayload: MAX_FRAME_BYTES,
      closeTimeout: CLOSE_MS,
      headers: options.userAgent === undefined ? {} : { 'user-agent': options.userAgent },
      ...agent,
    };
    this.#listen(new WebSocket(origin + path, settings));
  }

  async #tunnel(proxy: string, secureContext: SecureContext): Promise<Tunnel> {
    const { Tunnel } = await import('../tunnel');
    const agent = new Tunnel(proxy, {
      secureContext,
      rejectUnauthorized: true,
      signal: this.#tunnelling.signal,
    });
    agent.on('proxyConnect', ({ statusCode }: { statusCode: number }) => {
      if (statusCode !== 200) this.#refusedByProxy = statusCode;
    });
    return agent;
  }

  #listen(socket: WebSocket): void {
    this.#socket = socket;
    socket.on('open', () => {
      this.#open = true;
      if (!this.#ended) this.#events.onOpen();
    });
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (this.#ended) return;
      if (isBinary) this.#events.onBinary(data.length);
      else this.#events.onText(data.toString('utf8'), data.length);
    });
    const sign = (): void => {
      if (!this.#ended) this.#events.onSign();
    };
    socket.on('ping', sign);
    socket.on('pong', sign);
    socket.on('unexpected-response', (request, response: IncomingMessage) => {
      this.#end(this.#refused(response));
      request.destroy();
      socket.terminate();
    });
    socket.on('error', (error) => this.#end(this.#failed(error)));
    socket.on('close', (code) => {
      this.#end({
        cause: this.#open ? 'disconnected' : 'connect-failed',
        message: this.#open ? closedText(code) : 'No connection to the stream server.',
      });
      this.#over();
    });
  }

  #end(end: SocketEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#events.onEnd(end);
  }

  #refused(response: IncomingMessage): SocketEnd {
    if (this.#refusedByProxy !== undefined) {
      const message = `The proxy did not let the connection through (HTTP ${this.#refusedByProxy}).`;
      return { cause: 'connect-failed', message };
    }
    const httpStatus = response.statusCode ?? 0;
    const retryAfterMs = retryAfter(response.headers, this.#time.wall());
    const redirect = httpStatus >= 300 && httpStatus < 400;
    return {
      cause: 'connect-failed',
      message: `The stream server ${redirect ? 'answered with a redirect, which is not followed' : 'refused the connection'} (HTTP ${httpStatus}).`,
      httpStatus,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  }

  #failed(error: Error): SocketEnd {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' || code === 'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH') {
      return { cause: 'oversized', message: `A frame of more than ${MAX_FRAME_BYTES} bytes.` };
    }
    if (code.startsWith('WS_ERR_')) return { cause: 'malformed', message: `Not WebSocket (${code}).` };
    if (this.#open) {
      const detail = code === '' ? '' : ` (${code})`;
      return { cause: 'disconnected', message: `The connection to the stream server broke${detail}.` };
    }
    if (!this.#proxied && (code === '' || code.startsWith('HPE_'))) {
      return { cause: 'connect-failed', message: 'What answered is not a WebSocket server.' };
    }
    return { cause: 'connect-failed', message: notSentFailure(error, this.#proxied).message };
  }
}

/** RFC 6455, 7.4.1. The peer's own words are not repeated: they could hold the listen key. */
function closedText(code: number): string {
  if (code === 1006) return 'The connection to the stream server broke.';
  return `The stream server closed the connection (${code}).`;
}
