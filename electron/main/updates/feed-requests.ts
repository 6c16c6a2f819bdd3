import {
  request as plainRequest,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { request as tlsRequest } from 'node:https';
import {
  configureRequestOptions,
  configureRequestUrl,
  HttpExecutor,
  type DownloadOptions,
} from 'builder-util-runtime';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { chosenProxy } from '../exchange/proxy';

/**
 * electron-updater's requests by Node and to the feed alone. Its own go through Chromium, which in Perch resolves no name and has no way
 * out (windows/content-rules.ts). A feed that sends on to another place is not followed.
 */
export class FeedRequests extends HttpExecutor<ClientRequest> {
  constructor(
    private readonly origin: string | undefined,
    private readonly proxy: string | undefined,
  ) {
    super();
  }

  override createRequest(
    options: RequestOptions,
    callback: (answer: IncomingMessage) => void,
  ): ClientRequest {
    const { protocol = 'https:', hostname, port } = options;
    const origin = new URL(`${protocol}//${hostname ?? ''}${port ? `:${port}` : ''}`).origin;
    if (origin !== this.origin) return refused('this is not the feed');
    if (protocol === 'http:') return plainRequest(options, callback);
    const proxy = chosenProxy(this.proxy);
    if (proxy === 'unsupported') return refused('the kind of proxy is not supported');
    const agent = proxy === null ? {} : { agent: new HttpsProxyAgent(proxy) };
    // Whatever the environment says of certificates.
    return tlsRequest({ ...options, ...agent, rejectUnauthorized: true }, callback);
  }

  async download(url: URL, destination: string, options: DownloadOptions): Promise<string> {
    return options.cancellationToken.createPromise((resolve, reject, onCancel) => {
      const request: RequestOptions = { headers: options.headers ?? {} };
      configureRequestUrl(url, request);
      configureRequestOptions(request);
      const callback = (error: Error | null): void => (error ? reject(error) : resolve(destination));
      this.doDownload(request, { destination, options, onCancel, callback, responseHandler: null }, 0);
    });
  }
}

/** Fails as any request can: thrown while an answer is read, an error would reach nobody. */
function refused(reason: string): ClientRequest {
  const request = plainRequest({ hostname: '127.0.0.1', port: 1, agent: false });
  request.destroy(new Error(reason));
  return request;
}
