import dbus from 'dbus-next';

const NAME = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';

/** A notification as the desktop gets it. */
interface ReceivedNotification {
  readonly id: number;
  readonly app: string;
  readonly title: string;
  readonly body: string;
}

/** Plays the desktop's part that shows notifications, on the session bus of a test. */
export interface NotificationHost {
  /** Everything that was to be shown so far, oldest first. */
  readonly received: readonly ReceivedNotification[];
  /** Clicks it, as a user does. */
  click(id: number): void;
  end(): void;
}

/** The name must be free on that bus; the app asks for it at its first notification. */
export async function startNotificationHost(busAddress: string): Promise<NotificationHost> {
  const bus = dbus.sessionBus({ busAddress });
  const received: ReceivedNotification[] = [];
  const answers: Readonly<Record<string, (body: unknown[]) => readonly [string, unknown[]]>> = {
    Notify: ([app, , , title, body]) => {
      const id = received.length + 1;
      received.push({ id, app: String(app), title: String(title), body: String(body) });
      return ['u', [id]];
    },
    GetCapabilities: () => ['as', [['body', 'actions']]],
    GetServerInformation: () => ['ssss', ['test host', 'Perch', '1', '1.2']],
    CloseNotification: () => ['', []],
  };

  bus.addMethodHandler((message: dbus.Message) => {
    const answer = message.interface === NAME ? answers[message.member ?? ''] : undefined;
    if (!answer) return false;
    const [signature, body] = answer(message.body);
    bus.send(dbus.Message.newMethodReturn(message, signature, body));
    return true;
  });
  await bus.requestName(NAME, 0);

  const signal = (member: string, signature: string, body: unknown[]): void =>
    bus.send(dbus.Message.newSignal(PATH, NAME, member, signature, body));

  return {
    received,
    click(id) {
      signal('ActionInvoked', 'us', [id, 'default']);
      signal('NotificationClosed', 'uu', [id, 2]);
    },
    end: () => bus.disconnect(),
  };
}
