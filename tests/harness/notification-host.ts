import dbus from 'dbus-next';

const NAME = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';

/** A notification as the desktop gets it. */
interface ReceivedNotification {
  readonly id: number;
  readonly app: string;
  readonly title: string;
  readonly body: string;
  /** Buttons by what they are called on the bus, with what they say. */
  readonly actions: Readonly<Record<string, string>>;
  readonly isSilent: boolean;
  /** Unix ms. */
  readonly at: number;
}

/** Plays the desktop's part that shows notifications, on the session bus of a test. */
export interface NotificationHost {
  /** Everything that was to be shown so far, oldest first. */
  readonly received: readonly ReceivedNotification[];
  /** Clicks it, as a user does. */
  click(id: number): void;
  /** Presses the button that says so. */
  press(notification: ReceivedNotification, label: string): void;
  end(): void;
}

/** The name must be free on that bus; the app asks for it at its first notification. */
export async function startNotificationHost(busAddress: string): Promise<NotificationHost> {
  const bus = dbus.sessionBus({ busAddress });
  const received: ReceivedNotification[] = [];
  const answers: Readonly<Record<string, (body: unknown[]) => readonly [string, unknown[]]>> = {
    Notify: ([app, , , title, body, actions, hints]) => {
      const id = received.length + 1;
      received.push({
        id,
        app: String(app),
        title: String(title),
        body: String(body),
        actions: inPairs(actions as readonly string[]),
        isSilent: (hints as Record<string, dbus.Variant>)['suppress-sound']?.value === true,
        at: Date.now(),
      });
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

  function invoke(id: number, action: string): void {
    signal('ActionInvoked', 'us', [id, action]);
    signal('NotificationClosed', 'uu', [id, 2]);
  }

  return {
    received,
    click: (id) => invoke(id, 'default'),
    press({ id, actions }, label) {
      const action = Object.keys(actions).find((key) => actions[key] === label);
      if (action === undefined) throw new Error(`it has no button ${label}`);
      invoke(id, action);
    },
    end: () => bus.disconnect(),
  };
}

/** Desktop Notifications Specification: an id, then its words, and so on. */
function inPairs(words: readonly string[]): Readonly<Record<string, string>> {
  const pairs = words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? '']] : []));
  return Object.fromEntries(pairs) as Record<string, string>;
}
