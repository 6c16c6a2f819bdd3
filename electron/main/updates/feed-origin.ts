/**
 * Where the feed is, as an origin, by what electron-builder wrote into `app-update.yml`; undefined when it is not one address over TLS.
 * Plain http is for loopback alone.
 */
export function feedOrigin(configuration: string): string | undefined {
  const [address, ...more] = [...configuration.matchAll(/^url: *(\S+) *$/gm)].map(([, url = '']) => url);
  if (address === undefined || more.length > 0 || !URL.canParse(address)) return undefined;
  const { protocol, hostname, origin } = new URL(address);
  if (protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1')) return origin;
  return undefined;
}
