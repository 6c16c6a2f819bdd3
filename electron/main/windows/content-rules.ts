import type { App, Session, WebContents } from 'electron';
import { APP_SCHEME } from './app-scheme';
import { devServer } from './dev-pages';

/**
 * Rules for every page in every session: it goes nowhere, opens nothing, asks for nothing and reaches no network
 * (SECURITY: Electron checklist). Must run before the first window is made.
 */
export function lockContents(app: App): void {
  app.commandLine.appendSwitch(
    'host-resolver-rules',
    devServer() === undefined ? NO_NAMES : `${NO_NAMES}, EXCLUDE 127.0.0.1`,
  );
  app.on('web-contents-created', (_event, contents) => lockNavigation(contents));
  app.on('session-created', lockSession);
}

/**
 * Chromium resolves no name, for nobody: a page can have one asked for without any request (a DNS prefetch, a server or candidate of
 * WebRTC), and whoever is asked for `<secret>.example.com` has been told the secret. Main's own connections resolve names by themselves.
 * What it costs: a proxy that the system finds by a script is found only when that script has an address and needs no names.
 */
const NO_NAMES = 'MAP * ~NOTFOUND';

function lockNavigation(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // WebRTC asks neither the content policy nor a request handler: without UDP it is left with the session's proxy.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** A proxy that cannot exist, loopback included: main's own connections ask the system for theirs, not a session. */
const NO_WAY_OUT = {
  mode: 'fixed_servers',
  proxyRules: 'http://127.0.0.1:0',
  proxyBypassRules: '<-loopback>',
} as const;

function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
  void session.setProxy(NO_WAY_OUT);
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isLocal(details.url) });
  });
}

const LOCAL_PROTOCOLS: readonly string[] = [`${APP_SCHEME}:`, 'devtools:', 'data:'];

/** Our own files, the developer tools' own pages, and the vite server under `npm run dev`. */
function isLocal(url: string): boolean {
  if (LOCAL_PROTOCOLS.includes(new URL(url).protocol)) return true;
  const server = devServer();
  return server !== undefined && new URL(url).host === new URL(server).host;
}
