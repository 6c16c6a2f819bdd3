/**
 * The proxy to use, from the answer of a system resolver (`PROXY host:port; DIRECT`): its first entry, `null` for a direct
 * connection. A kind that is not supported is never replaced by a direct connection: the network's rules may forbid that.
 */
export function chosenProxy(answer: string | undefined): string | 'unsupported' | null {
  const first = (answer ?? 'DIRECT').split(';')[0]?.trim() ?? 'DIRECT';
  if (first === '' || first.toUpperCase() === 'DIRECT') return null;
  const match = /^(PROXY|HTTPS?)\s+([\w.-]+|\[[0-9a-f:.]+\]):(\d{1,5})$/i.exec(first);
  if (match === null) return 'unsupported';
  const scheme = match[1]?.toUpperCase() === 'HTTPS' ? 'https' : 'http';
  return `${scheme}://${match[2]}:${match[3]}`;
}
