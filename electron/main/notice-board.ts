import { Notification } from 'electron';
import { createDesktopNotifications } from './bus/notifications';
import type { SessionBus } from './bus/session-bus';
import { windowIcon } from './icons';

interface NoticeButton {
  readonly label: string;
  readonly run: () => void;
}

/** Something that is told through the system's notifications. */
interface BoardNotice {
  readonly title: string;
  readonly body: string;
  readonly silent: boolean;
  /** A press on the notification itself; on Linux it may be a button too. */
  readonly open: NoticeButton;
  readonly buttons: readonly NoticeButton[];
}

export interface NoticeBoard {
  /** Where the system shows none, nothing happens: what is told stands in Perch too. `onUntold` hears of that. */
  show(notice: BoardNotice, onUntold?: () => void): void;
}

/** @param bus the desktop's session bus, on Linux */
export function createNoticeBoard(bus: Promise<SessionBus | undefined>): NoticeBoard {
  // A notification that nothing holds is collected, and its click with it.
  const shown = new Set<Notification>();
  const desktop = bus.then(
    (open) => open && { open, notifications: createDesktopNotifications(open, windowIcon()) },
  );

  async function show(notice: BoardNotice, onUntold: () => void): Promise<void> {
    const ours = await desktop;
    // Electron has a connection of its own: without buttons is better than not at all.
    if (!ours?.open.isOpen()) return showBySystem(notice, onUntold);
    const { title, body, silent, open, buttons } = notice;
    const actions = [
      ['default', open.label] as const,
      ...buttons.map(({ label }, at) => [`button-${at}`, label] as const),
    ];
    const taken = await ours.notifications.show({ title, body, silent, actions }, (id) => {
      if (id === 'default') open.run();
      else buttons.find((_, at) => id === `button-${at}`)?.run();
    });
    if (!taken) onUntold();
  }

  function showBySystem({ title, body, silent, open, buttons }: BoardNotice, onUntold: () => void): void {
    if (!Notification.isSupported()) return onUntold();
    const notification = new Notification({
      title,
      body,
      silent,
      actions: buttons.map(({ label: text }) => ({ type: 'button', text })),
    });
    const gone = (): void => void shown.delete(notification);
    shown.add(notification);
    notification.once('click', () => {
      gone();
      open.run();
    });
    notification.once('action', (_event, index) => buttons[index]?.run());
    notification.once('close', gone);
    notification.once('failed', () => {
      gone();
      onUntold();
    });
    notification.show();
  }

  return { show: (notice, onUntold = () => undefined) => void show(notice, onUntold) };
}
