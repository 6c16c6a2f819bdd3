import { app } from 'electron';
import { createDeparture, type DepartureOptions } from './departure';

interface QuitOptions extends Pick<DepartureOptions, 'orders' | 'ask'> {
  /** Ends connections, saves, closes files. */
  readonly stop: () => Promise<void>;
  /** A keychain call that waits for a prompt can not be interrupted, and an ordinary end would wait for it (SECURITY: keytar facts). */
  readonly isKeychainBusy: () => boolean;
  /** Calls back when the system shuts down or the session ends. */
  readonly onShutdown: (callback: () => void) => void;
  /** Whether Perch goes on without a window: it can be reached in the tray. */
  readonly staysWithoutWindows: () => boolean;
}

export interface Quit {
  /** Asked when the terminal is about to close and that is quitting: false keeps it and quits as from a menu. */
  mayCloseTerminal(): boolean;
  isLeaving(): boolean;
}

const STOP_PATIENCE_MS = 4_000;

/**
 * Quits in order: orders in flight are settled, a person is asked when some stay open (see departure.ts), then what was started is
 * stopped, within four seconds, whatever hangs. Without a window and a tray the app ends.
 */
export function quitWith(options: QuitOptions): Quit {
  const { stop, isKeychainBusy, onShutdown, orders, ask } = options;
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
  app.on('window-all-closed', () => {
    if (!options.staysWithoutWindows() || departure.isLeaving()) app.quit();
  });
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
    isLeaving: () => departure.isLeaving(),
  };
}
