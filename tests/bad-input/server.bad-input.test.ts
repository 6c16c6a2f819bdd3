import { createServer, type Socket } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createServer as createTlsServer } from 'node:tls';
import { createServer as createHttpsServer } from 'node:https';
import type { ExchangeConnection } from '../../electron/main/exchange/connection';
import type { Outcome } from '../../electron/main/exchange/outcome';
import type { SocketEnd } from '../../electron/main/exchange/streams/socket';
import { startStreamServer, until } from '../../electron/main/exchange/streams/testing';
import { MAX_FRAME_BYTES, webSocketOpener } from '../../electron/main/exchange/streams/web-socket';
import {
  ACK,
  connectTo,
  http,
  json,
  KEY_ID,
  ORDER,
  SECRET,
  serve,
  startRaw,
} from '../../electron/main/exchange/testing';
import { makeCertificates } from '../../electron/main/exchange/testing-certificates';
import { systemTime } from '../../electron/main/exchange/time-source';
import { createKeyCheck } from '../../electron/main/vault/check-key';
import { createSecretKey } from 'node:crypto';
import { tellWhere } from './claims';

/* What a server may send, with the answer expected of Perch: first the whole list and where each is tried, then what is tried here. */

const FAULTS = 'electron/main/exchange/connection.faults.test.ts';
const STREAMS = 'electron/main/exchange/streams/market-streams.test.ts';
const FUZZ = 'tests/fuzz/server.fuzz.test.ts';

describe('from a server', () => {
  tellWhere([
    ['a redirect to another host', `${FAULTS}: sends nothing to the host that a redirect names`, 'tests/bad-input/server.bad-input.test.ts: sends neither key nor order anywhere else', STREAMS + ': a redirect, which is not followed'],
    ['a gzip bomb', `${FAULTS}: a %s bomb is not unpacked beyond the cap`],
    ['an endless body', `${FAULTS}: a body over 10 MB is cut off, announced or not`],
    ['a slow body', `${FAULTS}: gets a body drop by drop`, `${FAULTS}: is never answered`],
    ['an endless head', `${FAULTS}: gets an endless head`],
    ['a stream frame of 100 MB', `${STREAMS}: that brings a frame above the cap is closed and made again`, 'tests/bad-input/server.bad-input.test.ts: is cut long before its end'],
    ['a truncated body', `${FAULTS}: gets half a body`, `${FAULTS}: gets half a JSON text`, `${FAULTS}: gets half of a gzip`],
    ['HTML', `${FAULTS}: gets HTML`],
    ['no JSON', `${FAULTS}: gets text`, `${FAULTS}: gets bytes that are not UTF-8`],
    ['200 with an error body', `${FAULTS}: an error body that comes with HTTP 200 is a refusal`],
    ['an error body that is none', `${FAULTS}: is no answer to an order, and no refusal either`],
    ['1e400, NaN, negative and zero prices', `${FAULTS}: '1e400', '"NaN"', '"-1"', '0'`, 'electron/main/exchange/jex/market-events.test.ts: are refused, or dropped from their list', FUZZ + ': malformed frames'],
    ['a key that is there twice', `${FAULTS}: gets a duplicate key`, 'electron/main/exchange/json.test.ts: duplicate'],
    ['ids beyond 2^53', `${FAULTS}: keep every digit of an id beyond 2^53`, 'electron/main/exchange/jex/user-events.test.ts: whose id keeps every digit'],
    ['an unknown status', 'electron/main/exchange/jex/user-events.test.ts: keep a status that is not known', FAULTS + ': drop unknown fields'],
    ['an unknown event', `${STREAMS}: are unknown or malformed without harm to the rest, and counted`],
    ['stream messages twice, in another order, or missing', 'electron/main/market/book/book-feed.property.test.ts: is never anything that was not true', 'electron/main/trading/account-feed.faults.test.ts: needs no safety round for events that come late, twice or in another order', 'tests/live-markets.e2e.ts: survives what is corrupt, doubled, out of order or too large'],
    ['a storm of 418 and 429', 'electron/main/exchange/limiter.test.ts: nothing goes before the time is over, not even an order', 'tests/bad-input/server.bad-input.test.ts: is asked no faster', 'tests/refusals.e2e.ts: an exchange that says: too many requests'],
    ['a message that echoes the key', `${FAULTS}: a key, secret, signature or signed address in an error text is replaced`, 'electron/main/vault/check-key.test.ts: does not come back in the server’s words', 'tests/canary.e2e.ts: so that the words of the server came through'],
    ['markup, bidi and zero-width characters in its words', 'shared/domain/visible-text.test.ts: never lets a bidi or zero-width character through', 'tests/odd-symbols.e2e.ts: right-to-left and marked-up names are plain text everywhere'],
    ['anything at all', `${FUZZ}: malformed answers of every endpoint`, `${FUZZ}: malformed frames of every stream`],
  ]); // prettier-ignore
});

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function connection(...args: Parameters<typeof connectTo>): ExchangeConnection {
  const made = connectTo(...args);
  ends.push(() => made.close());
  return made;
}

/** A host that nobody may come to, and who came. */
async function elsewhere(): Promise<{ host: string; came: () => number }> {
  let came = 0;
  const server = createServer((socket) => {
    came += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => new Promise((resolve) => server.close(resolve)));
  return { host: `127.0.0.1:${(server.address() as { port: number }).port}`, came: () => came };
}

const cause = (outcome: Outcome<unknown>): string =>
  'reason' in outcome ? `${outcome.kind} ${outcome.reason.cause}` : outcome.kind;

/** One socket's life, up to its end. */
function ended(streamUrl: string, certificateAuthorities: string[] = []): Promise<SocketEnd> {
  return new Promise((resolve) => {
    const socket = webSocketOpener({ streamUrl, certificateAuthorities }, systemTime)('/ws/a', {
      onOpen: () => undefined,
      onText: () => undefined,
      onBinary: () => undefined,
      onSign: () => undefined,
      onEnd: resolve,
    });
    ends.push(() => socket.close());
  });
}

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('by %i sends neither key nor order anywhere else', async (status) => {
    const other = await elsewhere();
    const server = await startRaw((socket) =>
      socket.write(http(status, '', { location: `http://${other.host}/api/v1/spot/order` })),
    );
    ends.push(() => server.stop());
    const client = connection(server.url);
    expect(cause(await client.call('placeOrder', ORDER))).toBe('unknown redirect');
    expect(cause(await client.call('account', {}))).toBe('unknown redirect');
    expect(cause(await client.call('openUserStream', {}))).toBe('unknown redirect');
    const streams = await startStreamServer({
      treat: () => ({ status, headers: { location: `ws://${other.host}/ws/a` } }),
    });
    ends.push(() => streams.stop());
    expect(await ended(streams.url)).toMatchObject({ cause: 'connect-failed', httpStatus: status });
    expect(other.came()).toBe(0);
  });
});

describe('a frame that says that it has 100 MB', () => {
  it('is cut long before its end, and its socket with it', async () => {
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(100_000_000n);
    const streams = await startStreamServer();
    ends.push(() => streams.stop());
    const end = ended(streams.url);
    await until(() => streams.taken.length === 1);
    const raw = streams.taken[0]?.raw as Socket;
    let written = 0;
    const more = (): void => {
      if (raw.destroyed || written >= 100_000_000) return;
      written += 65_536;
      raw.write(Buffer.alloc(65_536, 'x'), more);
    };
    raw.write(Buffer.concat([Buffer.from([0x81, 0x7f]), length]), more);
    expect((await end).cause).toBe('oversized');
    expect(written).toBeLessThan(4 * MAX_FRAME_BYTES);
  });
});

describe('a server that says nothing but "too many requests"', () => {
  it.each([
    [429, {}],
    [418, {}],
    [429, { 'retry-after': '0' }],
    [429, { 'retry-after': '-5' }],
    [418, { 'retry-after': 'soon' }],
    [429, { 'retry-after': '3' }],
    [418, { 'retry-after': '99999999999' }],
  ])('with %i %o is asked no faster, and nothing that waited is taken for done', async (status, headers) => {
    const server = await startRaw((socket) => socket.write(http(status, '<html>slow down</html>', headers as Record<string, string>)));
    ends.push(() => server.stop());
    const client = connection(server.url);
    await client.warm();
    const calls = Array.from({ length: 60 }, () => client.call('account', {}, { patienceMs: 300 }));
    const outcomes = await Promise.all([client.call('placeOrder', ORDER, { patienceMs: 300 }), ...calls]);
    for (const outcome of outcomes) expect(cause(outcome)).toMatch(/^(refused|not-sent rate-limit)$/);
    const sent = server.requests.filter((request) => !request.startsWith('GET /api/v1/time '));
    expect(sent.length).toBeLessThan(12);
  }); // prettier-ignore
});

describe('a certificate', () => {
  let certificates: ReturnType<typeof makeCertificates>;
  beforeAll(() => void (certificates = makeCertificates()));

  it.each([
    ['selfSigned', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['expired', 'CERT_HAS_EXPIRED'],
    ['notYetValid', 'CERT_NOT_YET_VALID'],
    ['otherHost', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['byNoAuthority', 'INVALID_PURPOSE'],
  ] as const)(
    '%s is refused by requests, streams and the check of a key alike, and nothing is sent',
    async (which, code) => {
      const authorities = [certificates.authority];
      const rest = await serve(createTlsServer(certificates[which]), 'secureConnection', 'https', (socket) => socket.write(json(ACK)));
      const streams = await startStreamServer({ server: createHttpsServer(certificates[which]), scheme: 'wss' });
      ends.push(() => rest.stop(), () => streams.stop());
      for (const unchecked of [undefined, '0']) {
        const client = connection(rest.url, { certificateAuthorities: authorities });
        // Too late to be refused for: what is open goes on checking.
        if (unchecked !== undefined) process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = unchecked;
        try {
          expect(await client.call('placeOrder', ORDER)).toMatchObject({ kind: 'not-sent', reason: { cause: 'tls', message: expect.stringContaining(code) } });
        } finally {
          delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
        }
      }
      const end = await ended(streams.url, authorities);
      expect([end.cause, end.message]).toEqual(['connect-failed', expect.stringContaining(code)]);
      const key = { keyId: KEY_ID, secret: createSecretKey(Buffer.from(SECRET)) };
      expect((await createKeyCheck()(rest.url, key)).state).toBe('unreachable');
      expect([rest.requests, streams.taken]).toEqual([[], []]);
    },
  ); // prettier-ignore

  it('that is good is taken, so that it was the certificate', async () => {
    const rest = await serve(createTlsServer(certificates.good), 'secureConnection', 'https', (socket) => socket.write(json(ACK)));
    ends.push(() => rest.stop());
    const client = connection(rest.url, { certificateAuthorities: [certificates.authority] });
    expect(cause(await client.call('placeOrder', ORDER))).toBe('answer');
  }); // prettier-ignore
});
