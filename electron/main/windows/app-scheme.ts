import { readFileSync } from 'node:fs';
import { protocol, type ProtocolResponse, type Session } from 'electron';
import { devServer, serveDevPages } from './dev-pages';
import { pageFiles } from './page-files';

export const APP_SCHEME = 'app';
export const APP_ORIGIN = `${APP_SCHEME}://perch`;

/** SECURITY: the policy as a header; styles and scripts only from our own files, no connection to anywhere. */
const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html',
].join('; ');

/** Must run before the app is ready. Standard and secure, without any bypass of the content policy. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: false } },
  ]);
}

/** True for an address of one of our own pages. */
export function isOwnUrl(url: string): boolean {
  return url.startsWith(`${APP_ORIGIN}/`);
}

/** Serves the windows in this session: from the vite server under `npm run dev`, else from the built files. */
export function servePages(session: Session, root: string): void {
  const server = devServer();
  if (server === undefined) serveBuiltPages(session, root);
  else serveDevPages(session, APP_SCHEME, server);
}

/**
 * Serves the built windows at app://perch/ in this session: the files that were in `root` when Perch started, and nothing else. Not by
 * `protocol.handle`: that loads all of Node's fetch, a tenth of a second of the start, and makes four objects of it for each file.
 */
function serveBuiltPages(session: Session, root: string): void {
  session.protocol.registerBufferProtocol(APP_SCHEME, ({ url }, answer) => answer(answerTo(url, root)));
}

const listed = new Map<string, ReturnType<typeof pageFiles>>();

function answerTo(url: string, root: string): ProtocolResponse {
  const files = listed.get(root) ?? pageFiles(root);
  listed.set(root, files);
  const { pathname } = new URL(url);
  const found = isOwnUrl(url) ? files.get(pathname) : undefined;
  if (found === undefined)
    return { statusCode: 404, headers: { 'content-type': 'text/plain' }, data: Buffer.from('Not found') };
  return {
    data: readFileSync(found.file),
    headers: {
      'content-type': found.contentType,
      'content-security-policy': CONTENT_POLICY,
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    },
  };
}
