import { WireError } from './wire-error';

/** By lower-case name; of a name that comes several times all values, in their order. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

export interface AnswerHead {
  readonly status: number;
  readonly headers: Headers;
  /** Of the body: its bytes, or how its end is told. */
  readonly framing: number | 'chunked' | 'until-close';
  /** How long the server keeps the connection after this answer, ms: 0 for not at all, Infinity when it did not say. */
  readonly keptMs: number;
}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;
/** What no head has: control characters but the tab, and line ends other than CR LF. */
const NO_HEAD = /[^\t\r\n\x20-\x7e\x80-\xff]|\r(?!\n)|(?<!\r)\n/;
/** RFC 9110, 5.6.2: a token. A folded line begins with a space and is no header. */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** 15 digits: far above what is read, and exact as a number. */
const LENGTH = /^\d{1,15}$/;

/**
 * Reads the head of an answer, its lines without the empty one at their end, as Latin-1. What HTTP/1.1 leaves open (bare line feeds,
 * folded lines, a length told twice or beside chunks) is refused: two readers that understand it in two ways would not see one answer.
 * Throws {@link WireError}.
 */
export function readHead(text: string): AnswerHead {
  if (NO_HEAD.test(text)) throw notHttp('has characters in its head that none has');
  const end = text.indexOf('\r\n');
  const start = STATUS_LINE.exec(end < 0 ? text : text.slice(0, end));
  if (start === null) throw notHttp('begins with no status line');
  const status = Number(start[2]);
  const headers = end < 0 ? readHeaders('') : readHeaders(text.slice(end + 2));
  const isNewest = start[1] === '1';
  return {
    status,
    headers,
    framing: framingOf(status, headers, isNewest),
    keptMs: isNewest ? keptMs(headers) : 0,
  };
}

/** Whether bytes may be the beginning of a head; the length of `text` is at most that of a head. */
export function mayBeHead(text: string): boolean {
  const end = text.indexOf('\r\n');
  if (end >= 0) return STATUS_LINE.test(text.slice(0, end));
  const known = 'HTTP/1.';
  return text.length < known.length ? known.startsWith(text) : text.startsWith(known);
}

/** Without a prototype, so that no header's name means anything but itself. */
function readHeaders(lines: string): Headers {
  const headers = Object.create(null) as Record<string, string | string[] | undefined>;
  for (let at = 0; at < lines.length;) {
    const feed = lines.indexOf('\r\n', at);
    const end = feed < 0 ? lines.length : feed;
    const colon = lines.indexOf(':', at);
    if (colon < 0 || colon > end) throw notHttp('has a header that is none');
    const name = lowerCase(lines.slice(at, colon));
    const value = lines.slice(colon + 1, end).trim();
    const present = headers[name];
    if (present === undefined) headers[name] = value;
    else if (typeof present === 'string') headers[name] = [present, value];
    else present.push(value);
    at = end + 2;
  }
  return headers;
}

/** Names that came before, by how they were spelled: the same few come with every answer. */
const known = new Map<string, string>();
const MOST_KNOWN = 100;
const LONGEST_KNOWN = 60;

function lowerCase(spelled: string): string {
  let name = known.get(spelled);
  if (name === undefined) {
    if (!NAME.test(spelled)) throw notHttp('has a header that is none');
    name = spelled.toLowerCase();
    if (known.size >= MOST_KNOWN) known.clear();
    if (spelled.length <= LONGEST_KNOWN) known.set(spelled, name);
  }
  return name;
}

/** RFC 9112, 6.3, of an answer to anything but HEAD and CONNECT. */
function framingOf(status: number, headers: Headers, isNewest: boolean): AnswerHead['framing'] {
  if (status < 200 || status === 204 || status === 304) return 0;
  const coding = headers['transfer-encoding'];
  const length = headers['content-length'];
  if (coding !== undefined) {
    if (length !== undefined || !isNewest || typeof coding !== 'string' || coding.toLowerCase() !== 'chunked')
      throw notHttp('has a transfer coding that is not understood');
    return 'chunked';
  }
  if (length === undefined) return 'until-close';
  if (typeof length !== 'string' || !LENGTH.test(length)) throw notHttp('has a length that is none');
  return Number(length);
}

function keptMs(headers: Headers): number {
  if (/(?:^|,)[\t ]*close[\t ]*(?:,|$)/i.test(String(headers['connection'] ?? ''))) return 0;
  const told = /(?:^|[,;])[\t ]*timeout=(\d{1,9})[\t ]*(?:[,;]|$)/i.exec(String(headers['keep-alive'] ?? ''));
  return told === null ? Infinity : Number(told[1]) * 1_000;
}

export function notHttp(what: string): WireError {
  return new WireError('NOT_HTTP', `The answer ${what}.`);
}
