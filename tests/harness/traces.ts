import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { LaunchedApp } from './launch';

/**
 * Keeps in main every message that goes to the terminal window from here on: publications and answers. The page is loaded again, so
 * that every topic begins with a snapshot that is seen. Gives a function that answers them as JSON.
 */
export async function recordMessages(app: LaunchedApp): Promise<() => Promise<string[]>> {
  await app.electron.evaluate(({ BrowserWindow, ipcMain }) => {
    type Answer = (event: IpcMainInvokeEvent, ...parameters: unknown[]) => unknown;
    const contents = BrowserWindow.getAllWindows()
      .map((window) => window.webContents)
      .find((candidate) => candidate.getURL().endsWith('/terminal.html'));
    if (!contents) throw new Error('no terminal window');
    const messages: string[] = [];
    Object.assign(globalThis, { messages });

    const send = contents.send.bind(contents);
    contents.send = (...message: Parameters<WebContents['send']>) => {
      messages.push(JSON.stringify(message));
      send(...message);
    };
    // Electron keeps its handlers in this map and offers no other way to come between.
    const handlers = (ipcMain as IpcMain & { _invokeHandlers: Map<string, Answer> })._invokeHandlers;
    for (const [channel, answer] of [...handlers]) {
      ipcMain.removeHandler(channel);
      ipcMain.handle(channel, async (event, ...parameters: unknown[]) => {
        const answered = await answer(event, ...parameters);
        if (event.sender === contents) messages.push(JSON.stringify(answered));
        return answered;
      });
    }
  });
  const page = await app.window('terminal');
  await page.reload();
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  return () =>
    app.electron.evaluate(() => (globalThis as unknown as { messages: string[] }).messages.slice());
}

/**
 * Command lines and environments of all processes of the app, from the kernel. Chromium writes titles over both, so the environment
 * that main has and its children inherit is asked for as well.
 */
export async function processTraces(
  app: LaunchedApp,
): Promise<{ readonly place: string; readonly content: Buffer }[]> {
  const { pids, env } = await app.electron.evaluate(({ app: own }) => ({
    pids: own.getAppMetrics().map(({ pid }) => pid),
    env: JSON.stringify(process.env),
  }));
  const files = pids.flatMap((pid) => [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`]);
  const traces = files.map(async (place) => ({ place, content: await readFile(place) }));
  return [{ place: 'the environment of main', content: Buffer.from(env) }, ...(await Promise.all(traces))];
}

/** Snapshots of the JavaScript heaps of all windows that are open, by the page each shows. */
export async function windowHeaps(
  app: LaunchedApp,
): Promise<{ readonly page: string; readonly content: Buffer }[]> {
  const folder = await mkdtemp(join(tmpdir(), 'perch-heap-'));
  try {
    const pages = await app.electron.evaluate(async ({ BrowserWindow }, path) => {
      const taken: string[] = [];
      for (const { webContents } of BrowserWindow.getAllWindows()) {
        const page = webContents.getURL().replace(/^.*\/|\.html.*$/g, '');
        await webContents.takeHeapSnapshot(`${path}/${taken.length}`);
        taken.push(page);
      }
      return taken;
    }, folder);
    return await Promise.all(
      pages.map(async (page, index) => ({ page, content: await readFile(join(folder, String(index))) })),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What the kernel would write of the memory of a process that crashes, bytes; from its limits. */
export async function coreDumpLimit(pid: number): Promise<string> {
  const limits = await readFile(`/proc/${pid}/limits`, 'utf8');
  return /^Max core file size\s+(\S+)/m.exec(limits)?.[1] ?? '';
}
