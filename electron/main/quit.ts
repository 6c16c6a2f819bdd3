import { app } from 'electron';
import { createDeparture, type DepartureOptions } from './departure';

interface QuitOptions extends Pick<DepartureOptions, 'orders' | 'ask'> {
  /** Ends connections, saves, closes files. */
  readonly stop: () => Promise<void>;
  /** A keychain call that waits for a prompt can not be interrupted, and an ordinary end would wait for it (SECURITY: keytar facts). */
  readonly isKeychainBusy: () => boolean;
  /** Calls back when the system shuts down or the session ends. */
  readonly onShutdown: (callback: () => void) => void;
}

export interface Quit {
  /** Asked when the terminal is about to close, which without a tray is quitting: false keeps it and quits as from a menu. */
  mayCloseTerminal(): boolean;
}

const STOP_PATIENCE_MS = 4_000;

/**
 * Quits in order: orders in flight are settled, a person is asked when some stay open (see departure.ts), then what was started is
 * stopped, within four seconds, whatever hangs. Without a window the app ends.
 */
export function quitWith({ stop, isKeychainBusy, onShutdown, orders, ask }: QuitOptions): Quit {
  let stopped = false;
  let stopping = false;

  const departure = createDeparture({ orders, ask, leave: () => app.quit() });

  async function stopAndQuit(): Promise<void> {
    await Promise.race([stop(), new Promise((resolve) => setTimeout(resolve, STOP_PATIENCE_MS))]).catch(
      () => undefined,
    );
    stopped = true;
    if (isKeychainBusy()) process.kill(process.pid, 'SIGKILL');
    app.quit();
  }

  app.on('before-quit', (event) => {
    if (!departure.mayLeave()) event.preventDefault();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    if (stopping) return;
    stopping = true;
    void stopAndQuit();
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => departure.leaveUnasked());
  onShutdown(() => departure.leaveUnasked());

  return {
    mayCloseTerminal: () => departure.mayLeave(),
  };
}
