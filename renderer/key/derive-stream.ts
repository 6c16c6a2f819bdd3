/**
 * The stream address that goes with a server address, as a first suggestion: http → ws, https → wss, same host and port. PROTOCOL:
 * the historical `www.` host has its streams at `ws.`. Empty while the address can not be read.
 */
export function deriveStreamUrl(restUrl: string): string {
  const match = /^http(s?):\/\/([^/?#\s]+)\/?$/i.exec(restUrl.trim());
  if (!match) return '';
  const [, secure = '', host = ''] = match;
  return `ws${secure.toLowerCase()}://${host.replace(/^www\./i, 'ws.')}`;
}
