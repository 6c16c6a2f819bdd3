import { app } from 'electron';

interface QuitOptions {
  /** Ends connections, saves, closes files. */
  readonly stop: () => Promise<void>;
  /** A keychain call that waits for a prompt can not be interrupted, and an ordinary end would wait for it (SECURITY: keytar facts). */
  readonly isKeychainBusy: () => boolean;
}

const STOP_PATIENCE_MS = 4_000;

/** Quits in order: what was started is stopped first, within four seconds, whatever hangs. Without a window the app ends. */
export function quitWith({ stop, isKeychainBusy }: QuitOptions): void {
  let stopped = false;
  let stopping = false;

  async function stopAndQuit(): Promise<void> {
    await Promise.race([stop(), new Promise((resolve) => setTimeout(resolve, STOP_PATIENCE_MS))]).catch(
      () => undefined,
    );
    stopped = true;
    if (isKeychainBusy()) process.kill(process.pid, 'SIGKILL');
    app.quit();
  }

  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    if (stopping) return;
    stopping = true;
    void stopAndQuit();
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}
