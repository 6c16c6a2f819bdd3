import { app, powerMonitor } from 'electron';
import type { AccountLocker } from './account-locker';
import { followScreenLock } from './bus/screen-lock';
import type { SessionBus } from './bus/session-bus';
import type { Log } from './log';
import { HIDDEN_SWITCH } from './login-start';
import { watchClock } from './state/clock-watch';
import type { Desk } from './state/desk';
import { watchNetwork } from './state/network-watch';

interface FollowSystemOptions {
  readonly log: Log;
  readonly desk: Pick<Desk, 'wake'>;
  readonly windows: { showTerminal(): void };
  readonly bus: Promise<SessionBus | undefined>;
  readonly locker: Pick<AccountLocker, 'lock'>;
}

/** What the system tells: a second start, waking from sleep, a locked screen, another clock or network. Answers what ends the watches. */
export function followSystem({
  log,
  desk,
  windows,
  bus,
  locker,
}: FollowSystemOptions): readonly (() => void)[] {
  // Of what the second start was given only this is looked at: at login a desktop may start what runs already.
  app.on('second-instance', (_event, argv) => {
    if (!argv.includes(`--${HIDDEN_SWITCH}`)) windows.showTerminal();
  });
  app.on('activate', () => windows.showTerminal());
  const wake = (reason: string): void => {
    log.info(`wake: ${reason}`);
    desk.wake(reason);
  };
  powerMonitor.on('resume', () => wake('This machine woke from sleep.'));
  // SECURITY: screen lock locks trading. Sleep comes at last after a lid was closed.
  powerMonitor.on('lock-screen', () => locker.lock('screen'));
  powerMonitor.on('suspend', () => locker.lock('sleep'));
  void bus.then((open) => open && followScreenLock(open, () => locker.lock('screen')));
  return [watchClock(wake), watchNetwork(wake)];
}

/** Linux and macOS tell the power monitor, Windows each window. Must run before the first window is made. */
export function whenSystemEnds(callback: () => void): void {
  powerMonitor.on('shutdown', callback);
  app.on('browser-window-created', (_event, window) => void window.on('session-end', callback));
}
