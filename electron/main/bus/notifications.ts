import type { Variant } from './codec';
import type { SessionBus } from './session-bus';

/** Desktop Notifications Specification 1.2. */
const SERVER = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
} as const;

interface DesktopNotice {
  readonly title: string;
  /** Literal text. */
  readonly body: string;
  readonly silent: boolean;
  /** Buttons: what they are called here, and what they say. `default` is a press on the notification itself. */
  readonly actions: readonly (readonly [id: string, label: string])[];
}

/** The desktop's notifications, with buttons, which Electron can not give them on Linux. */
export interface DesktopNotifications {
  /** @returns whether a desktop took it; `onAction` hears of the button that was pressed, once */
  show(notice: DesktopNotice, onAction: (id: string) => void): Promise<boolean>;
}

/** Notifications whose buttons are still heard; a desktop that never tells of their end must not fill the memory. */
const MOST_HEARD = 200;

export function createDesktopNotifications(bus: SessionBus, icon: string): DesktopNotifications {
  const heard = new Map<number, (id: string) => void>();
  let capabilities: Promise<readonly string[]> | undefined;

  bus.follow({ interface: SERVER.interface }, ({ member, body: [id, action] }) => {
    const onAction = heard.get(Number(id));
    // What was pressed is told before the end.
    if (member === 'ActionInvoked' || member === 'NotificationClosed') heard.delete(Number(id));
    if (member === 'ActionInvoked') onAction?.(String(action));
  });

  async function readCapabilities(): Promise<readonly string[]> {
    const [answer] = await bus.call({ ...SERVER, member: 'GetCapabilities' });
    return (answer as readonly unknown[]).map(String);
  }

  return {
    async show({ title, body, silent, actions }, onAction) {
      try {
        capabilities ??= readCapabilities();
        const can = await capabilities;
        const hints: readonly (readonly [string, Variant])[] = [
          ['urgency', { signature: 'y', value: 1 }],
          ['desktop-entry', { signature: 's', value: 'perch' }],
          silent
            ? ['suppress-sound', { signature: 'b', value: 1 }]
            : ['sound-name', { signature: 's', value: 'message-new-instant' }],
        ];
        const [id] = await bus.call({
          ...SERVER,
          member: 'Notify',
          signature: 'susssasa{sv}i',
          body: [
            'Perch',
            0,
            icon,
            title,
            can.includes('body-markup') ? escaped(body) : body,
            can.includes('actions') ? actions.flat() : [],
            hints,
            -1,
          ],
        });
        if (heard.size >= MOST_HEARD) heard.delete(Number(heard.keys().next().value));
        heard.set(Number(id), onAction);
        return true;
      } catch {
        // Another one may be there the next time.
        capabilities = undefined;
        return false;
      }
    },
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
