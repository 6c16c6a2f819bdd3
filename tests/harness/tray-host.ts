import dbus from 'dbus-next';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const ITEM = 'org.kde.StatusNotifierItem';
const MENU = 'com.canonical.dbusmenu';
/** How often a menu that is renewed meanwhile is read again. */
const MOST_TRIES = 5;

/** An entry of the tray's menu, as the desktop draws it. */
export interface MenuEntry {
  readonly id: number;
  /** Empty for a separator. */
  readonly label: string;
  readonly enabled: boolean;
  /** Undefined where it can not be ticked. */
  readonly checked?: boolean;
  readonly children: readonly MenuEntry[];
}

/** An icon as the desktop has it. */
interface TrayIcon {
  readonly title: string;
  readonly tooltip: string;
  /** The pixels as text, to be compared. */
  readonly pixels: string;
  readonly menu: string;
}

/** Plays the part of the desktop that draws tray icons, on the session bus of a test. */
export interface TrayHost {
  /** Icons that are registered now, as bus names; those that have left the bus are not. */
  items(): readonly string[];
  /** How often an icon said that something of it is new: `NewToolTip`, `NewIcon`, `LayoutUpdated` and so on, with when (ms). */
  readonly news: readonly { readonly member: string; readonly at: number }[];
  icon(): Promise<TrayIcon>;
  menu(): Promise<readonly MenuEntry[]>;
  /** Presses the icon itself. */
  activate(): Promise<void>;
  /** Chooses the entry at that path of labels; the last one may be a pattern. */
  choose(...path: readonly (string | RegExp)[]): Promise<void>;
  /** Gives the name back, as a desktop whose panel ends. */
  end(): void;
}

type Layout = [id: number, properties: Record<string, dbus.Variant>, children: dbus.Variant<Layout>[]];

/** The name must be free on that bus. */
export async function startTrayHost(busAddress: string): Promise<TrayHost> {
  const bus = dbus.sessionBus({ busAddress });
  const items: string[] = [];
  const news: { member: string; at: number }[] = [];

  async function call(
    message: Omit<ConstructorParameters<typeof dbus.Message>[0], 'type'>,
  ): Promise<unknown[]> {
    return (await bus.call(new dbus.Message(message)))?.body ?? [];
  }

  bus.addMethodHandler((message: dbus.Message) => {
    const reply = (signature: string, body: unknown[]): true => {
      bus.send(dbus.Message.newMethodReturn(message, signature, body));
      return true;
    };
    if (message.interface === WATCHER && message.member === 'RegisterStatusNotifierItem') {
      const [given] = message.body as [string];
      const name = given.startsWith('/') ? (message.sender ?? '') : given;
      items.push(name);
      bus.send(
        dbus.Message.newSignal('/StatusNotifierWatcher', WATCHER, 'StatusNotifierItemRegistered', 's', [
          name,
        ]),
      );
      return reply('', []);
    }
    if (message.interface !== 'org.freedesktop.DBus.Properties' || message.body[0] !== WATCHER) return false;
    const properties = {
      IsStatusNotifierHostRegistered: new dbus.Variant('b', true),
      ProtocolVersion: new dbus.Variant('i', 0),
      RegisteredStatusNotifierItems: new dbus.Variant('as', items),
    };
    if (message.member === 'GetAll') return reply('a{sv}', [properties]);
    const value = properties[message.body[1] as keyof typeof properties];
    return value ? reply('v', [value]) : false;
  });
  bus.on('message', (message: dbus.Message) => {
    const { type, member = '', body } = message;
    if (type !== dbus.MessageType.SIGNAL) return;
    if (message.interface === ITEM || message.interface === MENU) news.push({ member, at: Date.now() });
    // An icon whose owner has left the bus is gone.
    if (member === 'NameOwnerChanged' && body[2] === '' && items.includes(String(body[0]))) {
      items.splice(items.indexOf(String(body[0])), 1);
    }
  });
  for (const rule of [`interface='${ITEM}'`, `interface='${MENU}'`, "member='NameOwnerChanged'"]) {
    await call({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'AddMatch',
      signature: 's',
      body: [`type='signal',${rule}`],
    });
  }
  await bus.requestName(WATCHER, 0);

  function current(): string {
    const name = items.at(-1);
    if (name === undefined) throw new Error('no icon is in the tray');
    return name;
  }

  async function properties(): Promise<Record<string, dbus.Variant>> {
    const [all] = await call({
      destination: current(),
      path: '/StatusNotifierItem',
      interface: 'org.freedesktop.DBus.Properties',
      member: 'GetAll',
      signature: 's',
      body: [ITEM],
    });
    return all as Record<string, dbus.Variant>;
  }

  async function menuPath(): Promise<string> {
    return String((await properties())['Menu']?.value);
  }

  async function menu(): Promise<readonly MenuEntry[]> {
    const [, layout] = await call({
      destination: current(),
      path: await menuPath(),
      interface: MENU,
      member: 'GetLayout',
      signature: 'iias',
      body: [0, -1, []],
    });
    return entryOf(layout as Layout).children;
  }

  async function press({ id }: MenuEntry): Promise<void> {
    await call({
      destination: current(),
      path: await menuPath(),
      interface: MENU,
      member: 'Event',
      signature: 'isvu',
      body: [id, 'clicked', new dbus.Variant('s', ''), 0],
    });
  }

  return {
    items: () => [...items],
    news,
    menu,
    async icon() {
      const all = await properties();
      const [, , title, text] = (all['ToolTip']?.value ?? ['', [], '', '']) as [
        string,
        unknown,
        string,
        string,
      ];
      return {
        title: String(all['Title']?.value ?? ''),
        tooltip: [title, text].filter((part) => part !== '').join('\n'),
        pixels: JSON.stringify(all['IconPixmap']?.value ?? null),
        menu: String(all['Menu']?.value),
      };
    },
    async activate() {
      await call({
        destination: current(),
        path: '/StatusNotifierItem',
        interface: ITEM,
        member: 'Activate',
        signature: 'ii',
        body: [0, 0],
      });
    },
    async choose(...path) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await press(entryAt(path, await menu()));
        } catch (error) {
          // A menu with prices is renewed each second; then its entries are others, and a desktop draws it anew before it is pressed.
          if (tries === MOST_TRIES || !(error instanceof dbus.DBusError)) throw error;
        }
      }
    },
    end: () => bus.disconnect(),
  };
}

function entryAt(path: readonly (string | RegExp)[], menu: readonly MenuEntry[]): MenuEntry {
  let entries = menu;
  let found: MenuEntry | undefined;
  for (const wanted of path) {
    found = entries.find(({ label }) => (typeof wanted === 'string' ? label === wanted : wanted.test(label)));
    if (!found) {
      const labels = entries.map(({ label }) => label).join(' | ');
      throw new Error(`the menu has no ${String(wanted)} among ${labels}`);
    }
    entries = found.children;
  }
  if (!found) throw new Error('no entry was named');
  return found;
}

function entryOf([id, properties, children]: Layout): MenuEntry {
  const ticked = properties['toggle-state']?.value as number | undefined;
  return {
    id,
    // An underscore names the key of an entry; a doubled one is one.
    label: String(properties['label']?.value ?? '').replace(/_(.)/g, '$1'),
    enabled: properties['enabled']?.value !== false,
    ...(properties['toggle-type'] ? { checked: ticked === 1 } : {}),
    children: children.map(({ value }) => entryOf(value)),
  };
}

/** A menu as text, with what is below an entry indented. */
export function menuText(entries: readonly MenuEntry[], depth = 0): string {
  return entries
    .map(({ label, enabled, checked, children }) => {
      const tick = checked === undefined ? '' : checked ? '[x] ' : '[ ] ';
      const line = `${'    '.repeat(depth)}${label === '' ? '────' : `${tick}${label}${enabled ? '' : '  (told)'}`}`;
      return children.length === 0 ? line : `${line}\n${menuText(children, depth + 1)}`;
    })
    .join('\n');
}
