import dbus from 'dbus-next';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const ITEM = 'org.kde.StatusNotifierItem';
const MENU = 'com.canonical.dbusmenu';
const NOTIFICATIONS = 'org.freedesktop.Notifications';
const patienceMs = 30_000;

/**
 * @typedef {object} TrayDesktop the parts of a desktop that draw tray icons and show notifications
 * @property {() => Promise<void>} registered waits for an icon
 * @property {(label: string) => Promise<void>} choose an entry of its menu, on the first level
 * @property {() => Promise<void>} activate presses the icon
 * @property {() => Promise<string>} tooltip
 * @property {{ title: string, body: string, at: number }[]} notices everything that was told; `at` is Unix ms
 * @property {() => void} end
 */

/** @param {string} busAddress @returns {Promise<TrayDesktop>} */
export async function startTrayDesktop(busAddress) {
  const bus = dbus.sessionBus({ busAddress });
  /** @type {string[]} */
  const items = [];
  /** @type {{ title: string, body: string, at: number }[]} */
  const notices = [];

  bus.addMethodHandler((/** @type {any} */ message) => {
    const reply = (/** @type {string} */ signature, /** @type {unknown[]} */ body) => {
      bus.send(dbus.Message.newMethodReturn(message, signature, body));
      return true;
    };
    if (message.interface === WATCHER && message.member === 'RegisterStatusNotifierItem') {
      items.push(message.body[0].startsWith('/') ? message.sender : message.body[0]);
      return reply('', []);
    }
    if (message.interface === 'org.freedesktop.DBus.Properties' && message.body[0] === WATCHER) {
      return reply('v', [new dbus.Variant('b', true)]);
    }
    if (message.interface !== NOTIFICATIONS) return false;
    if (message.member === 'GetCapabilities') return reply('as', [['body', 'actions']]);
    if (message.member !== 'Notify') return false;
    notices.push({ title: String(message.body[3]), body: String(message.body[4]), at: Date.now() });
    return reply('u', [notices.length]);
  });
  await bus.requestName(WATCHER, 0);
  await bus.requestName(NOTIFICATIONS, 0);

  const ask = async (/** @type {object} */ message) =>
    (await bus.call(new dbus.Message({ destination: String(items.at(-1)), ...message })))?.body ?? [];
  const property = async (/** @type {string} */ name) => {
    const [value] = await ask({
      path: '/StatusNotifierItem',
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [ITEM, name],
    });
    return value.value;
  };

  return {
    notices,
    async registered() {
      const limit = Date.now() + patienceMs;
      while (items.length === 0) {
        if (Date.now() > limit) throw new Error('no icon came into the tray');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async tooltip() {
      const [, , title, text] = await property('ToolTip');
      return `${title}\n${text}`;
    },
    async activate() {
      await ask({
        path: '/StatusNotifierItem',
        interface: ITEM,
        member: 'Activate',
        signature: 'ii',
        body: [0, 0],
      });
    },
    async choose(label) {
      const path = await property('Menu');
      const [, [, , children]] = await ask({
        path,
        interface: MENU,
        member: 'GetLayout',
        signature: 'iias',
        body: [0, 1, []],
      });
      const entry = children.find(
        (/** @type {any} */ { value: [, properties] }) => properties.label?.value === label,
      );
      if (!entry) throw new Error(`the menu has no ${label}`);
      await ask({
        path,
        interface: MENU,
        member: 'Event',
        signature: 'isvu',
        body: [entry.value[0], 'clicked', new dbus.Variant('s', ''), 0],
      });
    },
    end: () => bus.disconnect(),
  };
}
