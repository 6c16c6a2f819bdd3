import type { SecureContext } from 'node:tls';

/** By the additional authorities. One for all connections: of some hundred certificates it takes 40 ms to make. */
const contexts = new Map<string, SecureContext>();

/**
 * TLS with the certificate authorities to trust: the runtime's, the system's where the runtime offers them (Node 22.15 and later), and
 * `extra` (PEM). Asked for with the first connection, because TLS takes 15 ms to load.
 */
export async function secureContextWith(extra: readonly string[] = []): Promise<SecureContext> {
  const tls = await import('node:tls');
  const key = extra.join('\n');
  const known = contexts.get(key);
  if (known) return known;
  const added = [...systemAuthorities(tls), ...extra];
  // Named by nobody, the runtime's own are those that are trusted.
  const made = tls.createSecureContext(added.length === 0 ? {} : { ca: [...tls.rootCertificates, ...added] });
  contexts.set(key, made);
  return made;
}

function systemAuthorities(tls: object): readonly string[] {
  if (!('getCACertificates' in tls) || typeof tls.getCACertificates !== 'function') return [];
  return (tls.getCACertificates as (type: string) => string[])('system');
}
