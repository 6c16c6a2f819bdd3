import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The world outside, played on loopback: everything that reaches it over TCP or UDP is noted. */
export interface Outside {
  /** http://127.0.0.1:PORT */
  readonly http: string;
  readonly tcpPort: number;
  readonly udpPort: number;
  /** What came so far: connections, requests and datagrams. */
  seen(): readonly string[];
  close(): Promise<void>;
}

export async function startOutside(): Promise<Outside> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.setHeader('access-control-allow-origin', '*').end('outside');
  });
  server.on('connection', () => seen.push('connection'));
  server.listen(0, '127.0.0.1');
  const socket = createSocket('udp4', () => seen.push('datagram'));
  socket.bind(0, '127.0.0.1');
  await Promise.all([once(server, 'listening'), once(socket, 'listening')]);
  const tcpPort = (server.address() as AddressInfo).port;
  return {
    http: `http://127.0.0.1:${tcpPort}`,
    tcpPort,
    udpPort: socket.address().port,
    seen: () => [...seen],
    async close() {
      server.closeAllConnections();
      const closed = once(server, 'close');
      server.close();
      socket.close();
      await closed;
    },
  };
}
