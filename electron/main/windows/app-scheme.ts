import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { protocol, type Session } from 'electron';
import { devServer, serveDevPages } from './dev-pages';

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

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

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

/** Serves the built windows at app://perch/ in this session: files inside `root` only, whatever links or dots say. */
function serveBuiltPages(session: Session, root: string): void {
  session.protocol.handle(APP_SCHEME, (request) => answer(new URL(request.url), root));
}

async function answer(url: URL, root: string): Promise<Response> {
  if (url.origin !== APP_ORIGIN && `${url.protocol}//${url.host}` !== APP_ORIGIN) return notFound();
  const type = CONTENT_TYPES[extname(url.pathname)];
  if (!type) return notFound();
  const file = await fileInside(root, url.pathname);
  if (file === undefined) return notFound();
  return new Response(new Uint8Array(await readFile(file)), {
    headers: {
      'content-type': type,
      'content-security-policy': CONTENT_POLICY,
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    },
  });
}

/** The file that a URL's path names, or undefined when it is malformed, not there, or outside. */
async function fileInside(root: string, path: string): Promise<string | undefined> {
  try {
    const name = decodeURIComponent(path);
    // The file system refuses a NUL, an archive does not, and would serve the file that is named before it.
    if (name.includes('\0')) return undefined;
    const [base, file] = await Promise.all([realpath(root), realpath(join(root, name))]);
    return file.startsWith(base + sep) ? file : undefined;
  } catch {
    return undefined;
  }
}

function notFound(): Response {
  return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain' } });
}
