import dbus from 'dbus-next';

const SERVICE = 'org.freedesktop.secrets';
const SERVICE_PATH = '/org/freedesktop/secrets';
const LOGIN_COLLECTION = '/org/freedesktop/secrets/collection/login';
/** gnome-keyring's own way to unlock without a prompt; its name says what to think of it outside of tests. */
const WITHOUT_PROMPT = 'org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface';

/** An item as the Secret Service itself tells it, without the app or keytar in between. */
export interface KeyringItem {
  readonly service: string;
  readonly account: string;
  readonly secret: string;
}

/** Answers the values of the reply, which come untyped from the bus. */
type Call = (
  path: string,
  face: string,
  member: string,
  signature?: string,
  body?: unknown[],
) => Promise<unknown[]>;

/** Everything in the unlocked login keyring of a session bus. */
export function keyringItems(busAddress: string): Promise<KeyringItem[]> {
  return withService(busAddress, async (call, session) => {
    const property = async (path: string, face: string, name: string): Promise<unknown> => {
      const [variant] = await call(path, 'org.freedesktop.DBus.Properties', 'Get', 'ss', [face, name]);
      return (variant as { value: unknown }).value;
    };
    const paths = (await property(
      LOGIN_COLLECTION,
      'org.freedesktop.Secret.Collection',
      'Items',
    )) as string[];
    return Promise.all(
      paths.map(async (path) => {
        const attributes = (await property(path, 'org.freedesktop.Secret.Item', 'Attributes')) as Record<
          string,
          string
        >;
        const [secret] = await call(path, 'org.freedesktop.Secret.Item', 'GetSecret', 'o', [session]);
        return {
          service: attributes['service'] ?? '',
          account: attributes['account'] ?? '',
          secret: Buffer.from((secret as [unknown, unknown, Buffer])[2]).toString('utf8'),
        };
      }),
    );
  });
}

/** Unlocks the login keyring as its user would by answering the prompt. */
export async function unlockKeyring(busAddress: string, password = 'perch'): Promise<void> {
  await withService(busAddress, (call, session) =>
    call(SERVICE_PATH, WITHOUT_PROMPT, 'UnlockWithMasterPassword', 'o(oayays)', [
      LOGIN_COLLECTION,
      [session, Buffer.alloc(0), Buffer.from(password), 'text/plain'],
    ]),
  );
}

/** Calls of one client: a session, and so a secret, belongs to the connection that opened it. */
async function withService<T>(
  busAddress: string,
  run: (call: Call, session: string) => Promise<T>,
): Promise<T> {
  const bus = dbus.sessionBus({ busAddress });
  const broken = new Promise<never>((_resolve, reject) => bus.once('error', reject));
  const call: Call = async (path, face, member, signature = '', body = []) => {
    const message = new dbus.Message({
      destination: SERVICE,
      path,
      interface: face,
      member,
      signature,
      body,
    });
    const reply = await Promise.race([bus.call(message), broken]);
    return reply?.body ?? [];
  };
  try {
    const plain = new dbus.Variant('s', '');
    const [, session] = await call(SERVICE_PATH, 'org.freedesktop.Secret.Service', 'OpenSession', 'sv', [
      'plain',
      plain,
    ]);
    return await run(call, session as string);
  } finally {
    bus.disconnect();
  }
}
