import { BUS, type SessionBus } from './session-bus';
import type { Variant } from './codec';

/** StatusNotifierItem Specification: whoever owns this name collects tray icons, for the hosts that draw them. */
const WATCHER = 'org.kde.StatusNotifierWatcher';
const WATCHER_PATH = '/StatusNotifierWatcher';

/**
 * Follows whether somebody draws tray icons. `onPresence` hears the first state, and every change; a tray that was restarted is told
 * as gone and there again, because an icon that was registered with the old one is not known to the new one.
 */
export function followTrayPresence(bus: SessionBus, onPresence: (present: boolean) => void): () => void {
  let turn = 0;
  let told: boolean | undefined;

  function tell(present: boolean): void {
    if (present === told) return;
    told = present;
    onPresence(present);
  }

  /** A watcher without a host collects icons that nobody sees. */
  async function look(): Promise<void> {
    const mine = (turn += 1);
    const present = await hasHost(bus);
    if (mine === turn) tell(present);
  }

  const stops = [
    bus.follow({ interface: BUS.interface, member: 'NameOwnerChanged', arg0: WATCHER }, () => {
      turn += 1;
      tell(false);
      void look();
    }),
    bus.follow({ interface: WATCHER }, ({ member }) => {
      if (member === 'StatusNotifierHostRegistered' || member === 'StatusNotifierHostUnregistered')
        void look();
    }),
  ];
  // Nobody would tell any more when it goes: a desk that was closed to it could not be found again.
  bus.onEnd(() => {
    turn += 1;
    tell(false);
  });
  void look();
  return () => {
    turn += 1;
    for (const stop of stops) stop();
  };
}

async function hasHost(bus: SessionBus): Promise<boolean> {
  try {
    // Asked of the bus first: a call to a name that is free could start a service.
    const [owned] = await bus.call({ ...BUS, member: 'NameHasOwner', signature: 's', body: [WATCHER] });
    if (owned !== true) return false;
    const [answer] = await bus.call({
      destination: WATCHER,
      path: WATCHER_PATH,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [WATCHER, 'IsStatusNotifierHostRegistered'],
    });
    return (answer as Variant).value === true;
  } catch {
    return false;
  }
}
