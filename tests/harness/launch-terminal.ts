import { onTestFinished } from 'vitest';
import { startPaper, type TestPaper } from '../../electron/paper/testing';
import { startEnvironment, type KeyringState, type TestEnvironment } from './environment';
import { launchApp, type LaunchedApp, type LaunchOptions } from './launch';
import { Terminal } from './terminal';

/** Everything started here ends with the test that started it, last first. */

export async function environmentOfTest(keyring: KeyringState = 'unlocked'): Promise<TestEnvironment> {
  const environment = await startEnvironment(keyring);
  onTestFinished(() => environment.end());
  return environment;
}

export async function paperOfTest(options: Parameters<typeof startPaper>[0] = {}): Promise<TestPaper> {
  const paper = await startPaper({ marketMaker: false, ...options });
  onTestFinished(() => paper.stop());
  return paper;
}

export async function appOfTest(options: LaunchOptions): Promise<{ app: LaunchedApp; terminal: Terminal }> {
  const app = await launchApp(options);
  onTestFinished(() => app.dispose());
  return { app, terminal: new Terminal(await app.window('terminal')) };
}
