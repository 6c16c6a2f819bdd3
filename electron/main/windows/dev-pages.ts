import type { Session } from 'electron';

/** The vite server of `npm run dev`, or undefined. A built Perch has no such way in: the condition is false at build time. */
export function devServer(): string | undefined {
  return import.meta.env.DEV ? process.env['ELECTRON_RENDERER_URL'] : undefined;
}

/** vite's client needs a socket to its server and writes style elements; the rest stays as strict as in a built Perch. */
const policyFor = (server: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self' ${server.replace(/^http/, 'ws')}`,
  ].join('; ');

/** Serves pages from the vite server under our own origin, so that senders and storage are as in a built Perch. */
export function serveDevPages(session: Session, scheme: string, server: string): void {
  session.protocol.handle(scheme, async (request) => {
    const { pathname, search } = new URL(request.url);
    // Node's fetch, because windows' sessions have no way to the network.
    const answer = await fetch(new URL(pathname + search, server));
    const headers = new Headers(answer.headers);
    headers.set('content-security-policy', policyFor(server));
    return new Response(answer.body, { status: answer.status, headers });
  });
}
