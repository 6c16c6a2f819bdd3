import type { ClientRequest } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';

type ConnectOptions = Parameters<HttpsProxyAgent<string>['connect']>[1];

/** The way of a connection with TLS, of HTTP or of a WebSocket, through a proxy. In a module of its own, because most never need it. */
export class Tunnel extends HttpsProxyAgent<string> {
  /** Never a guess: plain ws goes to loopback, which no proxy serves. */
  override isSecureEndpoint(): boolean {
    return true;
  }

  /** Left to itself the agent compares the certificate of a host without a name, an IP address, with `localhost`. */
  override async connect(request: ClientRequest, options: ConnectOptions): Promise<TcpSocket> {
    if (!options.secureEndpoint) throw new TypeError('A tunnel leads to TLS.');
    const { host = '' } = options;
    return super.connect(request, {
      ...options,
      checkServerIdentity: (_name: string, certificate: PeerCertificate) =>
        checkServerIdentity(host, certificate),
    });
  }
}
