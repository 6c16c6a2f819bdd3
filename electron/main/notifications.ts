import { Notification } from 'electron';
import type { Language } from '@shared/domain/settings';
import { createFillNotices, type FillNotices, type Notice } from './fill-notices';

interface NotificationsOptions {
  readonly language: () => Language;
  readonly isTerminalFocused: () => boolean;
  /** Brings the terminal to the front. */
  readonly showTerminal: () => void;
}

/** Tells of fills through the system's notifications, which only tell: clicking one shows the terminal. */
export function createNotifications({
  language,
  isTerminalFocused,
  showTerminal,
}: NotificationsOptions): FillNotices {
  // A notification that nothing holds is collected, and its click with it.
  const shown = new Set<Notification>();

  function show({ title, body }: Notice): void {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    shown.add(notification);
    notification.once('click', showTerminal);
    notification.once('close', () => shown.delete(notification));
    notification.once('failed', () => shown.delete(notification));
    notification.show();
  }

  return createFillNotices({ show, language, isWanted: () => !isTerminalFocused() });
}
