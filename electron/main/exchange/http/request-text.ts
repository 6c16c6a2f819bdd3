import { WireError } from './wire-error';

export interface WireRequest {
  readonly method: string;
  /** With the query string; visible ASCII. */
  readonly path: string;
  /** Whole lines, each with its end; without host and length, which are added. */
  headers: string;
  /** ASCII, empty for none. */
  readonly body: string;
}

const PATH = /^[!-~]+$/;
const BODY = /^[ -~]*$/;
const HEADER = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+: [\t\x20-\x7e\x80-\xff]*$/;

/** Header lines from names and values in turn. Throws when one would end early and begin another. */
export function headerLines(namesAndValues: readonly string[]): string {
  let lines = '';
  for (let at = 0; at + 1 < namesAndValues.length; at += 2) {
    const line = `${namesAndValues[at]}: ${namesAndValues[at + 1]}`;
    if (!HEADER.test(line))
      throw new WireError('UNWRITABLE', 'A header has characters that it must not have.');
    lines += `${line}\r\n`;
  }
  return lines;
}

/** Whether nothing in it could be taken for another line or another request; header lines are checked when they are made. */
export function isWritable({ path, body }: WireRequest): boolean {
  return PATH.test(path) && BODY.test(body);
}

/** The whole request, in Latin-1: as one piece a small one is one record of TLS and one packet. */
export function requestText({ method, path, headers, body }: WireRequest, host: string): string {
  const length = body === '' && method === 'GET' ? '' : `content-length: ${body.length}\r\n`;
  return `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n${headers}${length}\r\n${body}`;
}
