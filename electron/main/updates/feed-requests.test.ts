import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FeedRequests } from './feed-requests';

async function server(answer: RequestListener): Promise<{ origin: string; port: number; seen: string[] }> {
  const seen: string[] = [];
  const listening = createServer((request, response) => {
    seen.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void listening.close());
  const { port } = listening.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port, seen };
}

const ask = (requests: FeedRequests, port: number): Promise<string | null> =>
  requests.request({ protocol: 'http:', hostname: '127.0.0.1', port, path: '/latest.yml' });

describe('requests for updates', () => {
  it('reach the feed', async () => {
    const feed = await server((_request, response) => response.end('version: 1.0.0'));
    expect(await ask(new FeedRequests(feed.origin, 'DIRECT'), feed.port)).toBe('version: 1.0.0');
  });

  it('reach nothing else, and nothing when there is no feed', async () => {
    const [feed, other] = await Promise.all([
      server(() => undefined),
      server((_request, response) => response.end()),
    ]);
    await expect(ask(new FeedRequests(feed.origin, 'DIRECT'), other.port)).rejects.toThrow('not the feed');
    await expect(ask(new FeedRequests(undefined, 'DIRECT'), other.port)).rejects.toThrow('not the feed');
    expect(other.seen).toEqual([]);
  });

  it('are not sent on by the feed to another place', async () => {
    const other = await server((_request, response) => response.end('version: 9.9.9'));
    const feed = await server((_request, response) => {
      response.writeHead(302, { location: `${other.origin}/latest.yml` }).end();
    });
    await expect(ask(new FeedRequests(feed.origin, 'DIRECT'), feed.port)).rejects.toThrow('not the feed');
    expect([feed.seen, other.seen]).toEqual([['/latest.yml'], []]);
  });

  it('go by no kind of proxy that is not known, and not without one instead', async () => {
    const requests = new FeedRequests('https://127.0.0.1', 'SOCKS5 127.0.0.1:1080');
    await expect(requests.request({ hostname: '127.0.0.1', path: '/' })).rejects.toThrow('proxy');
  });
});
