import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  /** Without the question mark; empty when there is none. */
  readonly query: string;
  /** Unix ms at which its head had arrived. */
  readonly at: number;
}

/** Notes every request that reaches a server of this process, as the server saw it. */
export function recordRequests(rest: string): {
  readonly requests: readonly RecordedRequest[];
  stop(): void;
} {
  const { host } = new URL(rest);
  const requests: RecordedRequest[] = [];
  const note = (message: unknown): void => {
    const { request } = message as { request: IncomingMessage };
    if (request.headers.host !== host) return;
    const [path = '', query = ''] = (request.url ?? '').split('?');
    requests.push({ method: request.method ?? '', path, query, at: Date.now() });
  };
  subscribe('http.server.request.start', note);
  return { requests, stop: () => unsubscribe('http.server.request.start', note) };
}
