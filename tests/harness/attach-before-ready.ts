import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

/**
 * Playwright's own preload: Electron is not ready before Playwright has attached. It adds it by itself only when it finds Electron
 * by itself; without it the first window and the attaching race, and on a busy machine the launch hangs now and then.
 */
export const attachBeforeReady = join(
  dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')),
  'lib/server/electron/loader.js',
);

const PATIENCE_MS = 30_000;

/** Where a process under test waits for a debugger before its first line. */
export interface HeldStart {
  /** For its command line, after Playwright's own `--inspect=0`: the last one counts. */
  readonly switch: string;
  /** Has it load Playwright's preload before anything else, then lets it go. Rejects when it does not come up. */
  release(): Promise<void>;
}

/**
 * A packaged app takes no `-r` and no NODE_OPTIONS. Its test build lets the inspector of Node in, so the preload is loaded through
 * that, while main waits at its first line.
 * @param preload where the app under test finds it
 */
export async function holdStart(preload = attachBeforeReady): Promise<HeldStart> {
  const port = await freePort();
  return {
    switch: `--inspect-brk=127.0.0.1:${port}`,
    async release() {
      const inspector = await connect(port);
      await inspector.call('Debugger.enable');
      await inspector.call('Runtime.runIfWaitingForDebugger');
      await inspector.paused;
      const loaded = await inspector.call('Runtime.evaluate', {
        expression: `require(${JSON.stringify(preload)})`,
        includeCommandLineAPI: true,
      });
      if (loaded['exceptionDetails'] !== undefined) throw new Error(JSON.stringify(loaded));
      // Goes on, too: nobody is left to stop it.
      await inspector.call('Debugger.disable');
      inspector.close();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

interface Inspector {
  readonly paused: Promise<void>;
  call(method: string, params?: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
  close(): void;
}

async function connect(port: number): Promise<Inspector> {
  const socket = new WebSocket(await addressAt(port));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const answers = new Map<number, (result: Record<string, unknown>) => void>();
  let onPaused: () => void;
  const paused = new Promise<void>((resolve) => (onPaused = resolve));
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString('utf8'));
    if (message.method === 'Debugger.paused') onPaused();
    answers.get(message.id)?.(message.result ?? {});
  });
  let last = 0;
  return {
    paused,
    call: (method, params = {}) =>
      new Promise((resolve) => {
        last += 1;
        answers.set(last, resolve);
        socket.send(JSON.stringify({ id: last, method, params }));
      }),
    close: () => socket.close(),
  };
}

async function addressAt(port: number): Promise<string> {
  const limit = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      const targets = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
      return (targets as [{ webSocketDebuggerUrl: string }])[0].webSocketDebuggerUrl;
    } catch (error) {
      if (Date.now() > limit) throw error;
      await sleep(15);
    }
  }
}
