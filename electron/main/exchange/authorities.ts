import type * as Tls from 'node:tls';
import type { SecureContext } from 'node:tls';

interface Security {
  readonly tls: typeof Tls;
  readonly secureContext: SecureContext;
}

/** By the additional authorities. One for all connections: of some hundred certificates it takes 40 ms to make. */
const contexts = new Map<string, SecureContext>();

/**
 * TLS with the certificate authorities to trust: the runtime's, the system's where the runtime offers them (Node 22.15 and later), and
 * `extra` (PEM). Asked for with the first connection, because TLS takes 15 ms to load.
 */
export async function security(extra: readonly string[] = []): Promise<Security> {
  const tls = await import('node:tls');
  const key = extra.join('\n');
  let secureContext = contexts.get(key);
  if (secureContext === undefined) {
    const added = [...systemAuthorities(tls), ...extra];
    // Named by nobody, the runtime's own are those that are trusted.
    secureContext = tls.createSecureContext(
      added.length === 0 ? {} : { ca: [...tls.rootCertificates, ...added] },
    );
    contexts.set(key, secureContext);
  }
  return { tls, secureContext };
}

function systemAuthorities(tls: object): readonly string[] {
  if (!('getCACertificates' in tls) || typeof tls.getCACertificates !== 'function') return [];
  return (tls.getCACertificates as (type: string) => string[])('system');
}
