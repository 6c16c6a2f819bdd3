import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancellationToken } from 'builder-util-runtime';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { makeCertificates } from '../exchange/testing-certificates';
import { FeedRequests } from './feed-requests';

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

async function server(answer: RequestListener): Promise<{ origin: string; port: number; seen: string[] }> {
  const seen: string[] = [];
  const listening = createServer((request, response) => {
    seen.push(request.url ?? '');
    answer(request, response);
  });
  const port = await listen(listening);
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

  it('of a download are not either, which fails as any other can', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'perch-feed-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const other = await server((_request, response) => response.end('another program'));
    const feed = await server((_request, response) => {
      response.writeHead(302, { location: `${other.origin}/perch.AppImage` }).end();
    });
    const download = new FeedRequests(feed.origin, 'DIRECT').download(
      new URL(`${feed.origin}/perch.AppImage`),
      join(folder, 'perch'),
      { cancellationToken: new CancellationToken() },
    );
    await expect(download).rejects.toThrow('not the feed');
    expect([feed.seen, other.seen]).toEqual([['/perch.AppImage'], []]);
  });

  it('go over TLS through the proxy that the system names', async () => {
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on('connect', ({ url = '' }, socket) => {
      asked.push(url);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    const port = await listen(proxy);
    const requests = new FeedRequests('https://updates.example', `PROXY 127.0.0.1:${port}`);
    await expect(requests.request({ hostname: 'updates.example', path: '/' })).rejects.toThrow();
    expect(asked).toEqual(['updates.example:443']);
  });

  it('trust no certificate that nobody signed, whatever environment and options say', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => void vi.unstubAllEnvs());
    const seen: unknown[] = [];
    const port = await listen(
      createTlsServer(makeCertificates().selfSigned, (request, response) => {
        seen.push(request.url);
        response.end('version: 9.9.9');
      }),
    );
    const requests = new FeedRequests(`https://127.0.0.1:${port}`, 'DIRECT');
    const options = { hostname: '127.0.0.1', port, path: '/', rejectUnauthorized: false };
    await expect(requests.request(options)).rejects.toThrow('self-signed');
    expect(seen).toEqual([]);
  });

  it('go by no kind of proxy that is not known, and not without one instead', async () => {
    const requests = new FeedRequests('https://127.0.0.1', 'SOCKS5 127.0.0.1:1080');
    await expect(requests.request({ hostname: '127.0.0.1', path: '/' })).rejects.toThrow('proxy');
  });
});
