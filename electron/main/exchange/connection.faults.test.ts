import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { inspect } from 'node:util';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { pause } from '@shared/testing-pause';
import type { ExchangeConnection } from './connection';
import { Limiter } from './limiter';
import type { Outcome } from './outcome';
import {
  FakeTime,
  ACK,
  connectTo,
  http,
  json,
  KEY_ID,
  ORDER,
  SECRET,
  serve,
  startRaw,
  type RawServer,
} from './testing';

const QUICK = { connectMs: 300, headersMs: 5_000, bodyMs: 5_000, totalMs: 1_000 };
const servers: RawServer[] = [];
const connections: ExchangeConnection[] = [];

afterEach(async () => {
  await Promise.all(connections.splice(0).map((connection) => connection.close()));
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function raw(answer: (socket: Socket, request: string) => void): Promise<RawServer> {
  const server = await startRaw(answer);
  servers.push(server);
  return server;
}

function connection(...args: Parameters<typeof connectTo>): ExchangeConnection {
  const made = connectTo(...args);
  connections.push(made);
  return made;
}

/** Places one order at a server that answers with these bytes; `end` closes the connection after them. */
async function orderAnswered(bytes: Buffer | string, end = false): Promise<Outcome<unknown>> {
  const server = await raw((socket) => (end ? socket.end(bytes) : socket.write(bytes)));
  return connection(server.url).call('placeOrder', ORDER);
}

/** Kind and cause in one word. */
function ending(outcome: Outcome<unknown>): string {
  switch (outcome.kind) {
    case 'answer':
      return 'answer';
    case 'refused':
      return `refused ${outcome.refusal.meaning}`;
    case 'not-sent':
    case 'unknown':
      return `${outcome.kind} ${outcome.reason.cause}`;
  }
}

describe('a request that certainly never left', () => {
  it('ends as not sent when the name does not resolve', async () => {
    expect(ending(await connection('https://perch.invalid').call('placeOrder', ORDER))).toBe('not-sent dns');
    expect(ending(await connection('https://perch.invalid').call('ping', {}))).toBe('not-sent dns');
  });

  it('ends as not sent when nothing listens', async () => {
    const server = await startRaw(() => undefined);
    await server.stop();
    expect(ending(await connection(server.url).call('placeOrder', ORDER))).toBe(
      'not-sent refused-connection',
    );
  });

  it('ends as not sent when the connection breaks between the clock and the order', async () => {
    const server = await raw((socket) => socket.write(json(ACK)));
    const client = connection(server.url);
    await client.warm();
    await server.stop();
    servers.length = 0;
    await pause(50);
    expect(ending(await client.call('placeOrder', ORDER))).toBe('not-sent refused-connection');
    expect(server.requests.filter((request) => request.startsWith('POST'))).toHaveLength(0);
  });

  it('ends as not sent when a TLS handshake is never finished or the peer speaks no TLS', async () => {
    const silent = await raw(() => undefined);
    const tls = connection(silent.url.replace('http:', 'https:'), { timeouts: QUICK });
    expect(ending(await tls.call('ping', {}))).toBe('not-sent connect-timeout');
    const rude = createServer((socket) => socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
    const { port } = rude.address() as { port: number };
    expect(ending(await connection(`https://127.0.0.1:${port}`).call('ping', {}))).toBe('not-sent tls');
    await new Promise((resolve) => rude.close(resolve));
  });

  it('ends as not sent when cancelled, closed, without a key, or with senseless parameters', async () => {
    const server = await raw((socket) => socket.write(json(ACK)));
    const client = connection(server.url);
    expect(ending(await client.call('placeOrder', ORDER, { signal: AbortSignal.abort() }))).toBe(
      'not-sent cancelled',
    );
    expect(await client.call('placeOrder', { ...ORDER, price: '1e5' })).toEqual({
      kind: 'not-sent',
      reason: { cause: 'invalid-parameters', message: 'price must be a plain decimal such as 0.015' },
    });
    expect(ending(await connection(server.url, { credentials: undefined }).call('account', {}))).toBe(
      'not-sent no-credentials',
    );
    await client.close();
    expect(ending(await client.call('placeOrder', ORDER))).toBe('not-sent closed');
    expect(server.requests.filter((request) => request.startsWith('POST'))).toHaveLength(0);
  });
});

describe('a request that was written and got no usable answer', () => {
  it.each<[string, (socket: Socket) => void, string]>([
    ['is reset', (socket) => socket.resetAndDestroy(), 'unknown reset'],
    ['is closed', (socket) => socket.end(), 'unknown reset'],
    ['is never answered', () => undefined, 'unknown timeout'],
    [
      'gets a head and no body',
      (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n'),
      'unknown timeout',
    ],
    ['gets a body drop by drop', drip, 'unknown timeout'],
    [
      'gets half a body',
      (socket) => socket.end(http(200, '{"sym', { 'content-length': '90' })),
      'unknown truncated',
    ],
    ['gets half a chunked body', (socket) => socket.end(chunked('{"sym')), 'unknown truncated'],
    ['gets half a JSON text', (socket) => socket.write(http(200, '{"symbol":"BTC')), 'unknown truncated'],
    ['gets an empty body', (socket) => socket.write(http(200, '')), 'unknown not-json'],
    ['gets text', (socket) => socket.write(http(200, 'OK')), 'unknown not-json'],
    ['gets HTML', (socket) => socket.write(http(200, '<html>hello</html>')), 'unknown not-json'],
    ['gets HTML with a 403', (socket) => socket.write(http(403, '<html>no</html>')), 'unknown not-json'],
    [
      'gets bytes that are not UTF-8',
      (socket) => socket.write(http(200, Buffer.from([0x22, 0xff, 0x22]))),
      'unknown not-json',
    ],
    ['gets no HTTP at all', (socket) => socket.write('SSH-2.0-OpenSSH\r\n'), 'unknown not-http'],
    [
      'gets an endless head',
      (socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}`),
      'unknown too-large',
    ],
    ['gets a 500 without a body', (socket) => socket.write(http(500, '')), 'unknown server-fault'],
    ['gets a 504 in HTML', (socket) => socket.write(http(504, '<html>')), 'unknown server-fault'],
    [
      'gets a 503 with a refusal',
      (socket) => socket.write(json({ code: -2010, msg: 'no' }, 503)),
      'unknown server-fault',
    ],
    ['gets a 302', (socket) => socket.write(http(302, '', { location: '/' })), 'unknown redirect'],
    ['gets a 304', (socket) => socket.write('HTTP/1.1 304 Not Modified\r\n\r\n'), 'unknown redirect'],
    ['gets an array', (socket) => socket.write(json([])), 'unknown bad-answer'],
    ['gets null', (socket) => socket.write(http(200, 'null')), 'unknown bad-answer'],
    [
      'gets a 404 with JSON of its own',
      (socket) => socket.write(json({ error: 'not found' }, 404)),
      'unknown bad-answer',
    ],
    [
      'gets a duplicate key',
      (socket) => socket.write(http(200, '{"symbol":"A","symbol":"B"}')),
      'unknown bad-answer',
    ],
    ['gets deep nesting', (socket) => socket.write(http(200, '['.repeat(9_999))), 'unknown bad-answer'],
    [
      'gets an unknown encoding',
      (socket) => socket.write(http(200, '{}', { 'content-encoding': 'zstd' })),
      'unknown not-http',
    ],
    [
      'gets gzip that is none',
      (socket) => socket.write(http(200, '{}', { 'content-encoding': 'gzip' })),
      'unknown not-http',
    ],
    [
      'gets half of a gzip',
      (socket) =>
        socket.write(http(200, gzipSync('{"a":1}').subarray(0, 14), { 'content-encoding': 'gzip' })),
      'unknown truncated',
    ],
  ])('an order that %s', async (_, answer, expected) => {
    const server = await raw((socket) => answer(socket));
    const client = connection(server.url, expected === 'unknown timeout' ? { timeouts: QUICK } : {});
    await client.warm();
    const outcome = await client.call('placeOrder', ORDER);
    expect(ending(outcome)).toBe(expected);
    expect(server.requests.filter((request) => request.startsWith('POST'))).toHaveLength(1);
    if (outcome.kind === 'unknown') expect(outcome.reason.window?.recvWindow).toBe(5000);
    expect(client.status.getState().failure?.cause).toBe(expected.split(' ')[1]);
  });

  it.each([-1, -1000, -1001, -1006, -1007, -1016])(
    'an order answered with code %i has an unknown outcome',
    async (code) => {
      expect(ending(await orderAnswered(json({ code, msg: 'fault' }, 400)))).toBe('unknown server-fault');
      expect(ending(await orderAnswered(json({ code, msg: 'fault' }, 200)))).toBe('unknown server-fault');
    },
  );

  it('is not written again by a later connection after a reset', async () => {
    const server = await raw((socket) => socket.resetAndDestroy());
    const client = connection(server.url);
    await client.call('placeOrder', ORDER);
    await client.call('time', {});
    expect(server.requests.filter((request) => request.startsWith('POST'))).toHaveLength(1);
  });

  it('ends as unknown when cancelled or closed after it was written', async () => {
    const controller = new AbortController();
    const server = await raw(() => controller.abort());
    const client = connection(server.url);
    expect(ending(await client.call('placeOrder', ORDER, { signal: controller.signal }))).toBe(
      'unknown cancelled',
    );
    let onArrival: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (onArrival = resolve));
    const second = await raw(() => onArrival());
    const other = connection(second.url);
    const pending = other.call('placeOrder', ORDER);
    await arrived;
    await other.close();
    expect(ending(await pending)).toBe('unknown closed');
  });
});

describe('answers that are too large', () => {
  const big = Buffer.alloc(60_000_000, ' ');
  it.each([
    ['gzip', gzipSync(big)],
    ['deflate', deflateSync(big)],
    ['br', brotliCompressSync(big.subarray(0, 20_000_000))],
  ])('a %s bomb is not unpacked beyond the cap', async (encoding, bytes) => {
    expect(bytes.length).toBeLessThan(100_000);
    expect(ending(await orderAnswered(http(200, bytes, { 'content-encoding': encoding })))).toBe(
      'unknown too-large',
    );
  });

  it('a body over 10 MB is cut off, announced or not', async () => {
    const server = await raw((socket) => socket.write(http(200, '{', { 'content-length': '10000001' })));
    expect(ending(await connection(server.url).call('exchangeInfo', {}))).toBe('unknown too-large');
    let sent = 0;
    const endless = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
      const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
      const more = (error?: Error | null): void => {
        if (error || socket.destroyed) return;
        sent += chunk.length;
        socket.write(chunk, more);
      };
      more();
    });
    expect(ending(await connection(endless.url).call('exchangeInfo', {}))).toBe('unknown too-large');
    expect(sent).toBeLessThan(30_000_000);
  });

  it('an honest answer that is packed without being asked for is read', async () => {
    const text = JSON.stringify(ACK);
    const packed = [
      ['gzip', gzipSync(text)],
      ['x-gzip', gzipSync(text)],
      ['deflate', deflateSync(text)],
      ['deflate', deflateRawSync(text)],
      ['br', brotliCompressSync(text)],
    ] as const;
    for (const [encoding, bytes] of packed) {
      expect(ending(await orderAnswered(http(200, bytes, { 'content-encoding': encoding })))).toBe('answer');
    }
  });
});

describe('an error body that is none', () => {
  it.each([
    '{"toString":1,"valueOf":2}',
    '[-2010]',
    '["-2010"]',
    'true',
    '{}',
    'null',
    '"-2010x"',
    '-2010.5',
    '-1e400',
  ])('with the code %s is no answer to an order, and no refusal either', async (code) => {
    const outcome = await orderAnswered(http(400, `{"code":${code},"msg":"no"}`));
    expect(ending(outcome)).toBe('unknown bad-answer');
  });

  it('says nothing where its words are not text', async () => {
    const outcome = await orderAnswered(http(400, '{"code":-2010,"msg":{"toString":1}}'));
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: -2010, message: '' } });
  });
});

describe('refusals', () => {
  it('an error body that comes with HTTP 200 is a refusal', async () => {
    expect(await orderAnswered(json({ code: -1121, msg: 'Invalid symbol.' }))).toEqual({
      kind: 'refused',
      refusal: { code: -1121, message: 'Invalid symbol.', httpStatus: 200, meaning: 'symbol' },
    });
  });

  it.each<[number, string, string, string | undefined]>([
    [-5, 'ip', 'key-refused', undefined],
    [-2015, 'Invalid API-key, IP, or permissions for action.', 'key-refused', undefined],
    [-1022, 'sig', 'signature', undefined],
    [-1102, 'mandatory', 'malformed', undefined],
    [-1120, 'interval', 'malformed', undefined],
    [-1111, 'precision', 'precision', undefined],
    [-1112, 'empty', 'no-book', undefined],
    [-1125, 'listenKey', 'listen-key', undefined],
    [-2010, 'Account has insufficient balance for requested action.', 'insufficient-balance', undefined],
    [-2010, 'Market is closed.', 'market-closed', undefined],
    [-2011, 'Unknown order sent.', 'unknown-order', undefined],
    [-1010, 'Price * QTY is zero or less.', 'engine', undefined],
    [-2013, 'gone', 'unknown-order', undefined],
    [-2019, 'many', 'too-many-open-orders', undefined],
    [-6000, 'no', 'not-permitted', undefined],
    [-9000, 'Filter failure: PRICE_FILTER', 'filter', 'PRICE_FILTER'],
    [-1013, 'Filter failure: LOT_SIZE', 'filter', 'LOT_SIZE'],
    [-4242, 'new', 'other', undefined],
  ])('code %i (%s) means %s', async (code, msg, meaning, filter) => {
    const outcome = await orderAnswered(json({ code, msg }, 400));
    expect(outcome).toMatchObject({
      kind: 'refused',
      refusal: { code, message: msg, meaning, httpStatus: 400 },
    });
    expect(outcome.kind === 'refused' && outcome.refusal.filter).toBe(filter);
  });

  it('a key, secret, signature or signed address in an error text is replaced', async () => {
    const server = await raw((socket, request) => {
      const echo = request.replaceAll('\r\n', ' ');
      socket.write(
        json({ code: -1100, msg: `${echo} ${KEY_ID.toUpperCase()} x${SECRET}y \u202e\u0007` }, 400),
      );
    });
    const client = connection(server.url);
    const outcome = await client.call('placeOrder', ORDER);
    const shown = inspect([outcome, client, client.status.getState()], { depth: 9, showHidden: true });
    expect(shown).toContain('quantity=0.01');
    expect(shown.toLowerCase()).not.toContain(KEY_ID);
    expect(shown).not.toContain(SECRET);
    expect(shown).not.toMatch(/[0-9a-f]{64}/i);
    expect(outcome.kind === 'refused' && outcome.refusal.message.endsWith('\u202e\u0007')).toBe(true);
  });
});

describe('answers', () => {
  it('keep every digit of an id beyond 2^53 and drop unknown fields', async () => {
    const outcome = await orderAnswered(
      http(
        200,
        '{"symbol":"A","orderId":4613019726031880200,"transactTime":1,"extra":{"__proto__":1},"status":"ODD"}',
      ),
    );
    expect(outcome).toEqual({
      kind: 'answer',
      value: { symbol: 'A', orderId: '4613019726031880200', transactTime: 1, status: 'ODD' },
    });
  });

  it.each([
    [{ symbol: 'A', transactTime: 1 }, "The answer's orderId is not there."],
    [{ ...ACK, orderId: '12x' }, "The answer's orderId is not digits."],
    [{ ...ACK, orderId: -1 }, "The answer's orderId is not digits."],
    [{ ...ACK, transactTime: null }, "The answer's transactTime is not a whole number of at most 15 digits."],
    [{ ...ACK, symbol: SECRET.length }, "The answer's symbol is not a text."],
    [{ ...ACK, executedQty: '-1' }, "The answer's executedQty is not a plain decimal of zero or more."],
  ])('%j is a bad answer: %s', async (answer, message) => {
    const outcome = await orderAnswered(json(answer));
    expect(outcome).toMatchObject({ kind: 'unknown', reason: { cause: 'bad-answer', message } });
  });

  it.each(['1e400', '"NaN"', '"-1"', '0', '"0.000"', '"1e5"', '" 1"', 'true', '""'])(
    'a trade at the price %s is a bad answer',
    async (price) => {
      const server = await raw((socket) =>
        socket.write(http(200, `[{"price":${price},"qty":"1","time":1}]`)),
      );
      const outcome = await connection(server.url).call('trades', { symbol: 'A' });
      expect(outcome).toMatchObject({
        kind: 'unknown',
        reason: { cause: 'bad-answer', message: "The answer's 0.price is not a plain decimal above zero." },
      });
    },
  );

  it('keep the literal digits of a decimal that comes as a number', async () => {
    const server = await raw((socket) =>
      socket.write(http(200, '[{"price":0.10000000000000000001,"qty":7,"time":1}]')),
    );
    expect(await connection(server.url).call('trades', { symbol: 'A' })).toEqual({
      kind: 'answer',
      value: [{ price: '0.10000000000000000001', qty: '7', time: 1 }],
    });
  });
});

describe('the connection', () => {
  it('sends nothing to the host that a redirect names', async () => {
    const other = await raw((socket) => socket.write(json({})));
    for (const status of [301, 302, 303, 307, 308]) {
      const server = await raw((socket) =>
        socket.write(http(status, '', { location: `${other.url}/api/v1/spot/order` })),
      );
      expect(ending(await connection(server.url).call('placeOrder', ORDER))).toBe('unknown redirect');
    }
    expect(other.sockets()).toBe(0);
  });

  it('uses one connection for 1,000 orders in a row, the one that was warmed', async () => {
    const server = await raw((socket) => socket.write(json(ACK)));
    const limiter = new Limiter();
    limiter.configure([{ rateLimitType: 'orders', interval: 'second', intervalNum: 1, limit: 100_000 }]);
    const client = connection(server.url, { limiter });
    await client.warm();
    for (let i = 0; i < 1_000; i += 1) expect((await client.call('placeOrder', ORDER)).kind).toBe('answer');
    expect(server.requests.filter((request) => request.startsWith('POST'))).toHaveLength(1_000);
    expect(server.sockets()).toBe(1);
  });

  it('sends an order while everything else waits for slow answers', async () => {
    const server = await raw((socket, request) => {
      if (request.startsWith('POST')) socket.write(json(ACK));
    });
    const client = connection(server.url);
    const slow = Array.from({ length: 12 }, () => client.call('exchangeInfo', {}));
    expect((await client.call('placeOrder', ORDER)).kind).toBe('answer');
    await client.close();
    await Promise.all(slow);
  });

  it('signs again what waited for a connection longer than its signature lives', async () => {
    const server = await raw((socket) => void setTimeout(() => socket.write(json(ACK)), 700));
    const client = connection(server.url);
    await client.warm();
    const before = Array.from({ length: 4 }, () => client.call('placeOrder', ORDER));
    const signedAt: number[] = [];
    const last = client.call(
      'placeOrder',
      { ...ORDER, recvWindow: 400 },
      { onSigned: (it) => signedAt.push(it.timestamp) },
    );
    await Promise.all(before);
    const arrived = Date.now();
    expect((await last).kind).toBe('answer');
    expect(signedAt).toHaveLength(2);
    const [, sent] =
      /timestamp=(\d+)/.exec(server.requests.find((it) => it.includes('recvWindow=400')) ?? '') ?? [];
    expect(Number(sent)).toBe(signedAt[1]);
    expect(Math.abs(Number(sent) - arrived)).toBeLessThan(400);
    expect(server.requests.filter((it) => it.includes('recvWindow=400'))).toHaveLength(1);
  });

  it('sends nothing that was cancelled while it waited for a connection', async () => {
    const release: (() => void)[] = [];
    const server = await raw((socket) => void release.push(() => socket.write(json(ACK))));
    const client = connection(server.url);
    await client.warm();
    const before = Array.from({ length: 4 }, () => client.call('placeOrder', ORDER));
    await vi.waitFor(() => expect(release).toHaveLength(4));
    const controller = new AbortController();
    const last = client.call('placeOrder', ORDER, { signal: controller.signal });
    await pause(20);
    controller.abort();
    expect(ending(await last)).toBe('not-sent cancelled');
    for (const answer of release.splice(0)) answer();
    await Promise.all(before);
    await pause(50);
    expect(server.requests.filter((request) => request.startsWith('POST'))).toHaveLength(4);
  });

  it('sends nothing that waited for a connection while a 429 came', async () => {
    let answers = 0;
    const server = await raw((socket) => {
      answers += 1;
      const bytes = answers === 1 ? http(429, '', { 'retry-after': '60' }) : json(ACK);
      setTimeout(() => socket.write(bytes), answers === 1 ? 50 : 150);
    });
    const client = connection(server.url);
    await client.warm();
    const outcomes = await Promise.all(Array.from({ length: 9 }, () => client.call('placeOrder', ORDER)));
    expect(outcomes.map(ending).toSorted()).toEqual([
      ...Array.from({ length: 3 }, () => 'answer'),
      ...Array.from({ length: 5 }, () => 'not-sent rate-limit'),
      'refused rate-limit',
    ]);
    expect(server.requests.filter((request) => request.startsWith('POST'))).toHaveLength(4);
    expect(client.status.getState().blockedUntil).toBeGreaterThan(Date.now() + 50_000);
  });

  it('after a wake-up uses new connections and measures the clock again', async () => {
    const server = await raw((socket) => socket.write(json(ACK)));
    const client = connection(server.url);
    await client.warm();
    expect(server.sockets()).toBe(1);
    await client.wake();
    expect((await client.call('placeOrder', ORDER)).kind).toBe('answer');
    expect(server.sockets()).toBe(2);
    expect(client.status.getState().clock?.syncedAt).toBeGreaterThan(0);
    expect(Math.abs((client.serverNow() ?? 0) - Date.now())).toBeLessThan(1_000);
  });

  it('sends the key only where the endpoint needs it, and an order as a signed form', async () => {
    const server = await raw((socket) => socket.write(json(ACK)));
    const client = connection(server.url);
    await client.call('ping', {});
    await client.call('placeOrder', ORDER);
    const ping = server.requests.find((request) => request.includes('/ping'));
    const order = server.requests.find((request) => request.startsWith('POST')) ?? '';
    expect(ping).not.toContain(KEY_ID);
    expect(order).toContain(`X-JEX-APIKEY: ${KEY_ID}`);
    expect(order).toMatch(
      /^POST \/api\/v1\/spot\/order HTTP\/1.1\r\n[^]*\r\n\r\nsymbol=BTCUSDT&side=BUY&type=LIMIT&quantity=0.01&price=20000&timestamp=\d{13}&signature=[0-9a-f]{64}$/,
    );
    expect(order).toContain('accept-encoding: identity');
  });

  it('refuses addresses that are not safe, naming the rule', () => {
    const reasonOf = (address: string): unknown => {
      try {
        connectTo(address);
        return 'accepted';
      } catch (error) {
        return (error as { reason: unknown }).reason;
      }
    };
    expect(reasonOf('nonsense')).toBe('not-an-address');
    expect(reasonOf('http://example.com')).toBe('plain-http');
    expect(reasonOf('http://127.0.0.1.example.com')).toBe('plain-http');
    expect(reasonOf('ftp://127.0.0.1')).toBe('scheme');
    expect(reasonOf('https://user:pass@example.com')).toBe('extra-parts');
    expect(reasonOf('https://example.com/?a=1')).toBe('extra-parts');
    expect(reasonOf('https://example.com/base/')).toBe('accepted');
    expect(reasonOf('http://[::1]:1')).toBe('accepted');
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    expect(reasonOf('https://example.com')).toBe('tls-verification-off');
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  });
});

describe('TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perch-tls-'));
  let cert = '';
  let key = '';
  beforeAll(() => {
    const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=perch-test', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const kind = [
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
    ];
    execFileSync('openssl', ['req', ...kind, '-keyout', keyFile, '-out', certFile, ...subject], {
      stdio: 'ignore',
    });
    cert = readFileSync(certFile, 'utf8');
    key = readFileSync(keyFile, 'utf8');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function secure(): Promise<RawServer> {
    const server = await serve(createTlsServer({ cert, key }), 'secureConnection', 'https', (socket) =>
      socket.write(json(ACK)),
    );
    servers.push(server);
    return server;
  }

  it('does not trust a self-signed certificate, whatever the environment says later', async () => {
    const server = await secure();
    const client = connection(server.url);
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    const outcome = await client.call('placeOrder', ORDER);
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    expect(ending(outcome)).toBe('not-sent tls');
    expect(server.requests).toHaveLength(0);
  });

  it('does not trust a certificate of another host', async () => {
    const server = await secure();
    const url = server.url.replace('127.0.0.1', 'localhost');
    const other = connection(url, { certificateAuthorities: [cert] });
    expect(ending(await other.call('ping', {}))).toBe('not-sent tls');
    expect(server.requests).toHaveLength(0);
  });

  it('works with an authority that is trusted, warm before the first order', async () => {
    const server = await secure();
    const client = connection(server.url, { certificateAuthorities: [cert] });
    await client.warm();
    expect((await client.call('placeOrder', ORDER)).kind).toBe('answer');
    expect(server.sockets()).toBe(1);
  });

  it('stays warm on one connection for as long as an order may come, and no longer', async () => {
    const server = await secure();
    const time = new FakeTime();
    const client = connection(server.url, { certificateAuthorities: [cert], time });
    await client.warm();
    const measured = server.requests.length;
    client.keepWarm(true);
    // It was used a moment ago.
    await pause(30);
    expect(server.requests).toHaveLength(measured);
    await time.pass(21_000);
    await vi.waitFor(() => expect(client.status.getState().counters.answers).toBe(measured + 1));
    expect(server.requests).toHaveLength(measured + 1);
    expect((await client.call('placeOrder', ORDER)).kind).toBe('answer');
    expect(server.sockets()).toBe(1);
    client.keepWarm(false);
    await time.pass(60_000);
    expect(server.requests).toHaveLength(measured + 2);
  });

  it('goes through the proxy that the system names, which never sees the key', async () => {
    const server = await secure();
    const proxy = await tunnel(200);
    const client = connection(server.url, {
      certificateAuthorities: [cert],
      proxy: () => Promise.resolve(`PROXY 127.0.0.1:${proxy.port}`),
    });
    expect((await client.call('placeOrder', ORDER)).kind).toBe('answer');
    expect(proxy.seen()).toContain(`CONNECT 127.0.0.1:${server.port}`);
    expect(proxy.seen()).not.toContain(KEY_ID);
    await client.close();
    await proxy.stop();
  });

  it('ends as not sent when the proxy refuses, is gone, or is of an unknown kind', async () => {
    const server = await secure();
    const proxy = await tunnel(407);
    const through = (answer: string): ExchangeConnection =>
      connection(server.url, { certificateAuthorities: [cert], proxy: () => Promise.resolve(answer) });
    expect(ending(await through(`PROXY 127.0.0.1:${proxy.port}`).call('ping', {}))).toBe('not-sent proxy');
    await proxy.stop();
    expect(ending(await through(`PROXY 127.0.0.1:${proxy.port}`).call('ping', {}))).toBe('not-sent proxy');
    expect(ending(await through('SOCKS5 127.0.0.1:1').call('ping', {}))).toBe('not-sent proxy');
    expect(server.requests).toHaveLength(0);
  });
});

function drip(socket: Socket): void {
  socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n');
  const timer = setInterval(() => socket.write(' '), 20);
  socket.on('close', () => clearInterval(timer));
}

function chunked(text: string): string {
  return `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${text.length.toString(16)}\r\n${text}\r\n`;
}

/** An HTTP proxy that tunnels, or answers CONNECT with another status. */
async function tunnel(
  status: number,
): Promise<{ port: number; seen: () => string; stop: () => Promise<void> }> {
  let seen = '';
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (head: Buffer) => {
      seen += head.toString('latin1');
      if (status !== 200) {
        socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
        return;
      }
      const port = Number(/^CONNECT 127\.0\.0\.1:(\d+)/.exec(head.toString('latin1'))?.[1]);
      const upstream = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.on('data', (chunk: Buffer) => (seen += chunk.toString('latin1')));
        socket.pipe(upstream).pipe(socket);
      });
      open.add(upstream);
      upstream.on('error', () => undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    port,
    seen: () => seen,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
