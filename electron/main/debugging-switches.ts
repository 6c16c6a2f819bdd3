/**
 * Switches with which a packaged Perch does not start. Fuses do not reach them: they belong to Chromium, and each lets whoever starts
 * Perch look into its processes or run code in them, where keys are (SECURITY: Electron checklist).
 *
 * Left alone on purpose: `proxy-server` and its like move only connections that are encrypted to the exchange, `no-sandbox` is the only
 * way to run as root, `allow-file-access-from-files` is set by Electron itself (and pages are not files), `disable-gpu` and
 * other switches about drawing are what people need on odd machines.
 */
export const DEBUGGING_SWITCHES = [
  // Another program drives the pages, or main.
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-debugging-socket-name',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-brk-node',
  'inspect-wait',
  'inspect-port',
  'inspect-publish-uid',
  'debug',
  'debug-brk',
  'debug-port',
  'auto-open-devtools-for-tabs',
  // Code of others runs in a process of ours, or a program of others instead of it.
  'js-flags',
  'load-extension',
  'disable-extensions-except',
  'browser-subprocess-path',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'ppapi-plugin-launcher',
  // What keeps pages apart from each other, from main and from the system is taken away.
  'disable-web-security',
  'disable-site-isolation-trials',
  'single-process',
  'in-process-gpu',
  // What is sent, done or held in memory is written down.
  'log-net-log',
  'net-log-capture-mode',
  'ssl-key-log-file',
  'trace-startup',
  'trace-startup-file',
  'enable-heap-profiling',
  'memlog',
  // A certificate that is not the exchange's is taken for one.
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
] as const;

/** Those of them that were given. */
export function debuggingSwitches(hasSwitch: (name: string) => boolean): string[] {
  return DEBUGGING_SWITCHES.filter((name) => hasSwitch(name));
}
