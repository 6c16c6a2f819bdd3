import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startPaper } from '../../paper/testing';
import { createKeyCheck } from './check-key';
import { toCredentials } from './credentials';

const checkKey = createKeyCheck({ timeouts: { connectMs: 1_000, totalMs: 2_000 } });
const key = (keyId: string, secret: string) => toCredentials({ keyId, secret });

async function paper(options: Parameters<typeof startPaper>[0] = {}) {
  const running = await startPaper({ marketMaker: false, ...options });
  onTestFinished(() => running.stop());
  return running;
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a key', () => {
  it('works when a signed call is answered', async () => {
    const { rest, key: keyId, secret } = await paper();
    expect(await checkKey(rest, key(keyId, secret))).toEqual({ state: 'works', reason: '' });
  });

  it('that the exchange does not know is refused, in its words', async () => {
    const { rest, secret } = await paper();
    const found = await checkKey(rest, key('an-unknown-key', secret));
    expect(found).toEqual({ state: 'key-refused', reason: expect.stringMatching(/.+ \(-201[45]\)$/) });
  });

  it('with another secret is told from a refused key', async () => {
    const { rest, key: keyId } = await paper();
    const found = await checkKey(rest, key(keyId, 'not-the-secret'));
    expect(found).toEqual({ state: 'secret-wrong', reason: expect.stringMatching(/ \(-1022\)$/) });
  });

  it.each([-3_600_000, -5_000, 5_000, 3_600_000])(
    'works though the clocks are %i ms apart',
    async (clockOffsetMs) => {
      const { rest, key: keyId, secret } = await paper({ clockOffsetMs });
      expect(await checkKey(rest, key(keyId, secret))).toEqual({ state: 'works', reason: '' });
    },
  );

  it('whose request is refused for its time is not at fault: the clock is', async () => {
    const running = await paper();
    const { rest, key: keyId, secret } = running;
    const body = '{"code":-1021,"msg":"Timestamp for this request is outside of the recvWindow."}';
    running.faults([{ path: '/api/v1/account', action: { kind: 'answer', status: 400, body } }]);
    expect(await checkKey(rest, key(keyId, secret))).toEqual({
      state: 'clock',
      reason: 'Timestamp for this request is outside of the recvWindow. (-1021)',
    });
  });

  it.each(['drop', 'reset', 'hang'] as const)(
    'is not judged when the connection ends in a %s',
    async (kind) => {
      const running = await paper();
      const { rest, key: keyId, secret } = running;
      running.faults([{ path: '/api/v1/account', action: { kind } }]);
      expect(await checkKey(rest, key(keyId, secret))).toMatchObject({ state: 'unreachable' });
    },
  );

  it('is not judged by a server that is not there', async () => {
    const stopped = await startPaper({ marketMaker: false });
    await stopped.stop();
    const found = await checkKey(stopped.rest, key('a-key', 'a-secret'));
    expect(found).toEqual({ state: 'unreachable', reason: expect.stringMatching(/./) });
  });

  const page: RequestListener = (_, response) => response.end('<html>Welcome</html>');
  const otherJson: RequestListener = (_, response) => response.end('{"serverTime":1,"balances":7}');
  const redirect: RequestListener = (_, response) =>
    response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();

  it.each([
    ['a page', page],
    ['other JSON', otherJson],
    ['a redirect', redirect],
  ])('is not judged by something else that answers with %s', async (_, listener) => {
    const found = await checkKey(await serve(listener), key('a-key', 'a-secret'));
    expect(found).toEqual({ state: 'failed', reason: expect.stringMatching(/./) });
  });

  it('is sent nowhere when the address is refused', async () => {
    expect(await checkKey('http://example.com', key('a-key', 'a-secret'))).toMatchObject({ state: 'failed' });
  });

  it('does not come back in the server’s words', async () => {
    const running = await paper();
    const { rest, key: keyId, secret } = running;
    const body = JSON.stringify({ code: -2015, msg: `No such key ${keyId} with ${secret}` });
    running.faults([{ path: '/api/v1/account', action: { kind: 'answer', status: 401, body } }]);
    const { reason } = await checkKey(rest, key(keyId, secret));
    expect(reason).toContain('(-2015)');
    expect(reason).not.toContain(secret);
    expect(reason).not.toContain(keyId);
  });
});
