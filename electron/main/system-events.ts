import { app, powerMonitor } from 'electron';
import type { Confirmer } from './confirmer';
import type { Log } from './log';
import { watchClock } from './state/clock-watch';
import type { Desk } from './state/desk';
import { watchNetwork } from './state/network-watch';
import type { Limits } from './trading/limits';
import type { AccountsVault } from './vault/accounts';

interface FollowSystemOptions {
  readonly log: Log;
  readonly desk: Pick<Desk, 'wake'>;
  readonly windows: { showTerminal(): void };
  readonly confirmer: Pick<Confirmer, 'cancelPending'>;
  readonly limits: Pick<Limits, 'change'>;
  readonly accounts: Pick<AccountsVault, 'state'>;
}

/** What the system tells: a second start, waking from sleep, a locked screen, another clock or network. Answers what ends the watches. */
export function followSystem({
  log,
  desk,
  windows,
  confirmer,
  limits,
  accounts,
}: FollowSystemOptions): readonly (() => void)[] {
  app.on('second-instance', () => windows.showTerminal());
  app.on('activate', () => windows.showTerminal());
  const wake = (reason: string): void => {
    log.info(`wake: ${reason}`);
    desk.wake(reason);
  };
  powerMonitor.on('resume', () => wake('This machine woke from sleep.'));
  // SECURITY: screen lock locks trading. Nobody is there to answer either.
  powerMonitor.on('lock-screen', () => {
    confirmer.cancelPending();
    void limits.change(accounts.state.getState().activeId, { locked: true });
  });
  return [watchClock(wake), watchNetwork(wake)];
}

/** Linux and macOS tell the power monitor, Windows each window. Must run before the first window is made. */
export function whenSystemEnds(callback: () => void): void {
  powerMonitor.on('shutdown', callback);
  app.on('browser-window-created', (_event, window) => void window.on('session-end', callback));
}
