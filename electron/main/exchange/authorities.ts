import * as tls from 'node:tls';

/**
 * The certificate authorities to trust: the runtime's, the system's where the runtime offers them (Node 22.15 and later), and `extra`
 * (PEM). Empty where the runtime's own are all, which is its default.
 */
export function trustedAuthorities(extra: readonly string[] = []): { ca?: string[] } {
  const system = systemAuthorities();
  if (extra.length === 0 && system.length === 0) return {};
  return { ca: [...tls.rootCertificates, ...system, ...extra] };
}

function systemAuthorities(): readonly string[] {
  if (!('getCACertificates' in tls) || typeof tls.getCACertificates !== 'function') return [];
  return (tls.getCACertificates as (type: string) => string[])('system');
}
