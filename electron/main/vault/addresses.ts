import { fail, ok, type Result } from '@shared/domain/result';

export type AddressField = 'restUrl' | 'streamUrl';

const SCHEMES: Record<AddressField, { readonly secure: string; readonly plain: string }> = {
  restUrl: { secure: 'https:', plain: 'http:' },
  streamUrl: { secure: 'wss:', plain: 'ws:' },
};

/**
 * Checks an address of an exchange and answers its one normal form: lower-case host in ASCII (an internationalised name shows its
 * punycode, so that a look-alike looks different), no default port, no slash at the end. A path in front of the endpoints' own
 * may stay. SECURITY: TLS; plain http and ws to this machine only. Fails with code `address.<rule>`, details.field.
 */
export function parseAddress(text: string, field: AddressField): Result<string> {
  const refuse = (rule: string, message: string): Result<never> =>
    fail(`address.${rule}`, message, { details: { field } });
  const { secure, plain } = SCHEMES[field];
  const trimmed = text.trim();

  // The URL parser drops tabs and line ends and turns backslashes, so that what is checked would not be what was read.
  if (/[\s\\\p{Cc}\p{Cf}]/u.test(trimmed))
    return refuse('characters', 'The address has characters that no address has.');
  const scheme = /^([a-z]+):\/\/[^/]/i.exec(trimmed)?.[1];
  if (scheme === undefined || !URL.canParse(trimmed))
    return refuse('format', `The address must look like ${secure}//host.`);

  const url = new URL(trimmed);
  if (url.protocol !== secure && url.protocol !== plain)
    return refuse('scheme', `The address must begin with ${secure}//.`);
  if (trimmed.includes('@')) return refuse('user', 'The address must not hold a user or a password.');
  if (/[?#]/.test(trimmed)) return refuse('query', 'The address must not hold a query or a fragment.');
  if (url.port === '0') return refuse('port', 'Port 0 is no port.');
  if (url.hostname.endsWith('.')) return refuse('format', 'The host must not end with a point.');
  if (!/^(?:\/[\w~-][\w.~-]*)*\/?$/.test(url.pathname))
    return refuse('path', 'The path has characters that are not allowed here.');
  if (url.protocol === plain && !isLoopback(url.hostname)) {
    return refuse('plain', `${plain}// is allowed to this machine only; use ${secure}//.`);
  }
  return ok(`${url.protocol}//${url.host}${url.pathname.replace(/\/$/, '')}`);
}

/** By the parsed host, in which every spelling of 127.0.0.0/8 is dotted digits. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
