import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { electronSwitches } from '../../scripts/lib/electron-switches.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import type { WindowKind } from '../../shared/contract/surface';
import { translate } from '../../shared/i18n/translate';
import { attachBeforeReady, holdStart } from './attach-before-ready';
import { endOfProcess } from './end-of-process';
import type { TestEnvironment } from './environment';
import { markWelcomed } from './welcomed-profile';

export type { WindowKind };

export interface LaunchOptions {
  readonly environment: TestEnvironment;
  /** A userData folder to go on with; default a fresh one, removed at the end. */
  readonly userData?: string;
  /** Folder of another app, to be run by Electron; default the test build of the packaged Perch, where there is one (docs/packaging.md). */
  readonly app?: string;
  /** Laid over the process's environment last. */
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Whether the welcome of a first start is shown; by default a new profile has seen it. */
  readonly welcome?: boolean;
  /** Whether a new profile closes the desk to the tray, as Perch does by default; default off. */
  readonly closeToTray?: 'on' | 'off';
  /** Whether main throws on purpose what nobody catches; by default that fails the test. */
  readonly throws?: boolean;
}

/** A running app under test. */
export interface LaunchedApp {
  readonly electron: ElectronApplication;
  readonly userData: string;
  /** All that main has written to stdout and stderr so far. */
  output(): string;
  /** The window of that kind, waiting until it exists and its page has loaded. */
  window(kind: WindowKind): Promise<Page>;
  /**
   * Asks the app to quit, says yes when it asks whether to leave orders open, and waits for its end; kills it when it does not end
   * within the grace. Gives its exit code.
   */
  quit(): Promise<number | null>;
  /** Quits if need be, and removes a userData folder that was made here. */
  dispose(): Promise<void>;
}

const WINDOW_PATIENCE_MS = 30_000;
const QUIT_GRACE_MS = 15_000;

/** Starts the app with a profile of its own. Rejects when it does not come up. */
export async function launchApp(options: LaunchOptions): Promise<LaunchedApp> {
  const madeHere = options.userData === undefined;
  const userData = options.userData ?? (await mkdtemp(join(tmpdir(), 'perch-user-')));
  if (options.app === undefined && options.welcome !== true) markWelcomed(userData, options.closeToTray);
  const packed = options.app === undefined ? process.env['PERCH_TEST_BUILD'] : undefined;
  const held = packed === undefined ? undefined : await holdStart();
  const launching = _electron.launch({
    executablePath: packed ?? electronPath(),
    args: [
      ...(held ? [held.switch] : ['-r', attachBeforeReady, options.app ?? root]),
      `--user-data-dir=${userData}`,
      ...electronSwitches({ virtualDisplay: process.platform === 'linux' }),
      ...(options.args ?? []),
    ],
    env: environmentOf(options),
    // Playwright would switch Chromium's sandbox off for everybody; the switches above do so for root alone.
    chromiumSandbox: true,
    timeout: WINDOW_PATIENCE_MS,
  });
  const [electron] = await Promise.all([launching, held?.release()]);
  const child = electron.process();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  }
  const ended = endOfProcess(child);

  async function quit(): Promise<number | null> {
    // The evaluation is cut off by the very quitting it asks for.
    const asked = electron.evaluate(({ app }) => app.quit()).catch(() => undefined);
    const overdue = setTimeout(() => child.kill('SIGKILL'), QUIT_GRACE_MS);
    let over = false;
    void ended.then(() => (over = true));
    const leaving = leaveOrdersOpen(electron, () => over);
    const code = await ended;
    clearTimeout(overdue);
    await Promise.all([asked, leaving]);
    return code;
  }

  return {
    electron,
    userData,
    output: () => output,
    window: (kind) => windowOf(electron, kind),
    quit,
    dispose: async () => {
      await quit();
      const uncaught = options.throws === true ? [] : await uncaughtIn(userData);
      if (madeHere) await rm(userData, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      if (uncaught.length > 0) throw new Error(`main threw what nobody caught:\n${uncaught.join('\n')}`);
    },
  };
}

/** What main wrote to its log of errors that nobody caught, each with its place. */
export async function uncaughtIn(userData: string): Promise<readonly string[]> {
  const log = await readFile(join(userData, 'logs', 'perch.log'), 'utf8').catch(() => '');
  return log.split(/^(?=\[\d{4}-)/m).filter((entry) => /\[error\]\s+(uncaught|unhandled): /.test(entry));
}

/**
 * Starts the app once more on a profile where it runs already, as a person does who does not see it. Gives the exit code of the second.
 */
export async function launchAgain({ userData }: LaunchedApp, options: LaunchOptions): Promise<number | null> {
  const { program, args } = appCommand(userData);
  return endOfProcess(
    spawn(program, [...args, ...(options.args ?? [])], { env: environmentOf(options), stdio: 'ignore' }),
  );
}

/** What a person's start of the app under test is. */
export function appCommand(userData: string): { readonly program: string; readonly args: readonly string[] } {
  const packed = process.env['PERCH_TEST_BUILD'];
  return {
    program: packed ?? electronPath(),
    args: [
      ...(packed === undefined ? [root] : []),
      `--user-data-dir=${userData}`,
      ...electronSwitches({ virtualDisplay: process.platform === 'linux' }),
    ],
  };
}

/** Answers the question that comes before quitting while orders are open, as a user would; any other question stays. */
async function leaveOrdersOpen(electron: ElectronApplication, isOver: () => boolean): Promise<void> {
  const accept = { name: translate('en', 'confirm.quit.accept'), exact: true };
  const acceptChinese = { name: translate('zh-CN', 'confirm.quit.accept'), exact: true };
  while (!isOver()) {
    const page = electron.windows().find((candidate) => candidate.url().includes('/confirm.html'));
    const button = page?.getByRole('button', accept).or(page.getByRole('button', acceptChinese));
    await button?.click({ timeout: 2_000 }).catch(() => undefined);
    await sleep(50);
  }
}

function electronPath(): string {
  const path = process.env['ELECTRON_EXEC_PATH'];
  if (path === undefined) throw new Error('no Electron: the run is prepared by tests/harness/whole-run.ts');
  return path;
}

function environmentOf({ environment, env }: LaunchOptions): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...Object.fromEntries(own), ...environment.env, ...env };
}

/**
 * Windows are told apart by their page: app://perch/terminal.html, app://perch/key.html and so on. Asked for repeatedly, because
 * a window is announced before it has its page.
 */
async function windowOf(electron: ElectronApplication, kind: WindowKind): Promise<Page> {
  const limit = Date.now() + WINDOW_PATIENCE_MS;
  for (;;) {
    const page = electron.windows().find((candidate) => candidate.url().includes(`/${kind}.html`));
    if (page !== undefined) {
      await page.waitForLoadState('load');
      return page;
    }
    if (Date.now() > limit) throw new Error(`no ${kind} window within ${WINDOW_PATIENCE_MS / 1000} s`);
    await sleep(25);
  }
}
