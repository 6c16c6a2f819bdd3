import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContextBridge, IpcRenderer } from 'electron';
import type { Page } from 'playwright-core';
import type { Result } from '@shared/domain/result';
import type { LaunchedApp, WindowKind } from './launch';

/** What a taken-over preload could do: call main's channels with anything, past the bridge and its checks. */
export interface RawBridge {
  call(command: unknown, input?: unknown): Promise<Result<unknown>>;
  /** Calls with a value that cannot pass from a page to preload, made here by name; rejects when it cannot be sent at all. */
  callWith(command: string, value: string): Promise<Result<unknown>>;
  subscribe(topic: unknown): void;
  /** Topics of everything published so far. */
  published(): string[];
}

/** Runs as a preload script: it must stand on its own. */
function exposeRawBridge(electron: { contextBridge: ContextBridge; ipcRenderer: IpcRenderer }): void {
  const topics: string[] = [];
  electron.ipcRenderer.on('perch:publish', (_event, updates: readonly { topic: string }[]) => {
    topics.push(...updates.map(({ topic }) => topic));
  });
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as unknown;
  const values: Record<string, () => unknown> = {
    'a cyclic object': () => cyclic,
    NaN: () => ({ symbol: NaN }),
    Infinity: () => ({ symbol: Infinity }),
    'a bigint': () => ({ symbol: 1n }),
    'a map': () => new Map([['symbol', 'BTCUSDT']]),
    'a set': () => new Set(['symbol']),
    'a date': () => ({ symbol: new Date() }),
    'a buffer': () => new ArrayBuffer(1_000_000),
    'an error': () => new Error('x'),
    'a long string': () => ({ symbol: 'x'.repeat(50_000_000) }),
    'a long array': () => new Array<string>(1_000_000).fill('BTCUSDT'),
    'a deep array': () => deep,
    'an own __proto__': () => JSON.parse('{"__proto__": {"symbol": "BTCUSDT"}}') as unknown,
    'a constructor': () => ({ symbol: 'BTCUSDT', constructor: { prototype: { polluted: 'yes' } } }),
    'a function': () => ({ symbol: () => 'BTCUSDT' }),
    'a symbol': () => ({ symbol: Symbol('BTCUSDT') }),
  };
  electron.contextBridge.exposeInMainWorld('raw', {
    call: (command: unknown, input: unknown) => electron.ipcRenderer.invoke('perch:command', command, input),
    callWith: (command: string, value: string) =>
      electron.ipcRenderer.invoke('perch:command', command, values[value]?.()),
    subscribe: (topic: unknown) => electron.ipcRenderer.send('perch:subscribe', topic),
    published: () => topics,
  });
}

/** Gives the window's page a RawBridge as `raw`, by a second preload script and a reload. */
export async function giveRawBridge(app: LaunchedApp, kind: WindowKind): Promise<Page> {
  const folder = await mkdtemp(join(tmpdir(), 'perch-raw-'));
  const script = join(folder, 'raw-bridge.cjs');
  await writeFile(script, `(${exposeRawBridge.toString()})(require('electron'));\n`);
  const page = await app.window(kind);
  await app.electron.evaluate(
    ({ BrowserWindow }, [ending, filePath]) => {
      const contents = BrowserWindow.getAllWindows()
        .map((window) => window.webContents)
        .find((candidate) => candidate.getURL().includes(ending));
      // Newer Electrons register scripts one by one; older ones have only the list.
      if (contents && 'registerPreloadScript' in contents.session)
        contents.session.registerPreloadScript({ type: 'frame', filePath });
      else (contents?.session as unknown as Electron.Session).setPreloads([filePath]);
    },
    [`/${kind}.html`, script] as const,
  );
  await page.reload();
  await page.waitForFunction(() => 'raw' in globalThis);
  await rm(folder, { recursive: true });
  return page;
}
