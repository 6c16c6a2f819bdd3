import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import type { TestPaper } from './testing';

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** A parameter list in the order it is to be sent. */
export type Sending = readonly (readonly [name: string, value: string | number])[];

/** One plain request; rejects when no whole answer comes. */
export function send(
  base: string,
  method: string,
  target: string,
  { headers = {}, body = '' }: { headers?: Record<string, string>; body?: string } = {},
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${base}${target}`, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        if (!response.complete) reject(new Error('the answer was cut off'));
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

export const encode = (sending: Sending): string =>
  sending.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');

export const sign = (secret: string, payload: string): string =>
  createHmac('sha256', secret).update(payload).digest('hex');

/** A signed request the way the protocol wants it, everything in the query string, with the server's present time. */
export function sendSigned(
  paper: TestPaper,
  method: string,
  path: string,
  sending: Sending = [],
): Promise<Received> {
  const query = encode([...sending, ['timestamp', paper.exchange.now()]]);
  return send(paper.rest, method, `${path}?${query}&signature=${sign(paper.secret, query)}`, {
    headers: { 'X-JEX-APIKEY': paper.key },
  });
}
