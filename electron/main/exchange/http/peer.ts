import type { Agent } from 'node:http';
import { secureContextWith } from '../authorities';
import type { Peer } from './wire';

/** For one connection each, kept while it is idle. */
const ONE = { keepAlive: true, maxSockets: 1, maxFreeSockets: 1, noDelay: true };

/**
 * Ways to `origin` (`http://` without, `https://` with TLS, certificates always checked), through `proxy` when there is one: of that a tunnel
 * is asked, so that it sees the host's name and what TLS shows, no more. Node's HTTP is loaded with the first connection.
 */
export async function peerMaker(
  origin: string,
  proxy: string | null,
  authorities: readonly string[] | undefined,
): Promise<() => Peer> {
  const { protocol, hostname, host, port } = new URL(origin);
  const place = { name: host, host: hostname.replace(/^\[(.*)\]$/, '$1') };
  if (protocol === 'http:') {
    const { Agent, request } = await import('node:http');
    return () => ({ ...place, port: Number(port || 80), tls: undefined, request, agent: new Agent(ONE) });
  }
  const { Agent, request } = await import('node:https');
  const secureContext = await secureContextWith(authorities);
  const tls = { secureContext, rejectUnauthorized: true, ALPNProtocols: ['http/1.1'] };
  const agent = proxy === null ? (): Agent => new Agent(ONE) : await tunnels(proxy, { ...ONE, ...tls });
  return () => ({ ...place, port: Number(port || 443), tls, request, agent: agent() });
}

/** In a module of their own, because most never need them. */
async function tunnels(proxy: string, options: object): Promise<() => Agent> {
  const { Tunnel } = await import('../tunnel');
  return () => new Tunnel(proxy, options);
}
