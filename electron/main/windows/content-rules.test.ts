import { readdirSync, readFileSync } from 'node:fs';
import type { App, Session, WebContents } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { lockContents } from './content-rules';

vi.mock('./app-scheme', () => ({ APP_SCHEME: 'app' }));
vi.mock('./dev-pages', () => ({ devServer: () => undefined }));

type Handler = (...given: never[]) => unknown;

/** An app, a session and contents that keep what was registered with them. */
function locked() {
  const kept = new Map<string, Handler>();
  const keep = (name: string) => (first: unknown, second?: Handler) =>
    void (typeof first === 'string'
      ? kept.set(`${name} ${first}`, second as Handler)
      : kept.set(name, first as Handler));
  const switches: string[] = [];
  lockContents({
    on: keep('app'),
    commandLine: { appendSwitch: (name: string, value: string) => switches.push(`${name}=${value}`) },
  } as unknown as App);
  const contents = {
    setWindowOpenHandler: keep('open'),
    on: keep('contents'),
    setWebRTCIPHandlingPolicy: (policy: string) => switches.push(policy),
  };
  const session = {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    setSpellCheckerEnabled: keep('spelling'),
    on: keep('session'),
    setProxy: async (proxy: object) => switches.push(JSON.stringify(proxy)),
    webRequest: { onBeforeRequest: keep('before request') },
  };
  const call = (name: string, ...given: unknown[]): unknown => {
    const handler = kept.get(name);
    if (!handler) throw new Error(`nothing is registered for ${name}`);
    return (handler as (...all: unknown[]) => unknown)(...given);
  };
  call('app session-created', session as unknown as Session);
  call('app web-contents-created', {}, contents as unknown as WebContents);
  return { call, switches };
}

let rules: ReturnType<typeof locked>;
beforeEach(() => void (rules = locked()));

describe('every session', () => {
  it.each(['geolocation', 'media', 'notifications', 'clipboard-read', 'hid', 'serial', 'usb', 'openExternal', 'fileSystem', 'unknown'])(
    'denies %s, asked, checked and as a device',
    (permission) => {
      const answers: boolean[] = [];
      rules.call('request', {}, permission, (allowed: boolean) => answers.push(allowed));
      expect([...answers, rules.call('check', {}, permission), rules.call('device', { deviceType: permission })]).toEqual([
        false,
        false,
        false,
      ]);
    },
  ); // prettier-ignore

  it.each([
    ['app://perch/terminal.html', false],
    ['data:text/plain,x', false],
    ['devtools://devtools/x', false],
    ['https://example.com/', true],
    ['http://127.0.0.1:1/', true],
    ['ws://127.0.0.1/', true],
    ['wss://example.com/', true],
    ['ftp://example.com/', true],
    ['file:///etc/passwd', true],
    ['blob:https://example.com/x', true],
    ['chrome://gpu', true],
  ])('a request to %s is cancelled: %s', (url, cancelled) => {
    const answers: { cancel: boolean }[] = [];
    rules.call('before request', { url }, (answer: { cancel: boolean }) => answers.push(answer));
    expect(answers).toEqual([{ cancel: cancelled }]);
  });

  it('saves nothing, has no way out, and no name looked up', () => {
    const preventDefault = vi.fn();
    rules.call('session will-download', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
    expect(rules.switches).toEqual([
      'host-resolver-rules=MAP * ~NOTFOUND',
      expect.stringContaining('"proxyRules":"http://127.0.0.1:0"'),
      'disable_non_proxied_udp',
    ]);
  });
});

describe('all contents', () => {
  it('open no window', () => {
    expect(rules.call('open', { url: 'https://example.com' })).toEqual({ action: 'deny' });
  });

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])('have %s prevented', (event) => {
    const preventDefault = vi.fn();
    rules.call(`contents ${event}`, { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  }); // prettier-ignore
});

it('no address is given to another program: the list of those that may be is empty', () => {
  const sources = readdirSync('electron', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(`electron/${name}`, 'utf8'));
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((source) => source.includes('openExternal'))).toEqual([]);
});
