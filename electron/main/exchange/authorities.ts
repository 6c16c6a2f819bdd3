/**
 * The certificate authorities to trust: the runtime's, the system's where the runtime offers them (Node 22.15 and later), and `extra`
 * (PEM). Empty where the runtime's own are all, which is its default. Asked for the first connection: TLS takes 15 ms to load.
 */
export async function trustedAuthorities(extra: readonly string[] = []): Promise<{ ca?: string[] }> {
  const tls = await import('node:tls');
  const system = systemAuthorities(tls);
  if (extra.length === 0 && system.length === 0) return {};
  return { ca: [...tls.rootCertificates, ...system, ...extra] };
}

function systemAuthorities(tls: object): readonly string[] {
  if (!('getCACertificates' in tls) || typeof tls.getCACertificates !== 'function') return [];
  return (tls.getCACertificates as (type: string) => string[])('system');
}
