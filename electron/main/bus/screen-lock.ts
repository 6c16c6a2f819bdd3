import type { SessionBus } from './session-bus';

/** The desktops of Linux that tell of their lock on the session bus, each under its own name, with the same signal. */
const SCREEN_SAVERS = [
  'org.freedesktop.ScreenSaver',
  'org.gnome.ScreenSaver',
  'org.cinnamon.ScreenSaver',
  'org.mate.ScreenSaver',
  'org.xfce.ScreenSaver',
] as const;

/** Hears when the desktop locks its screen, which Electron's power monitor tells on macOS and Windows alone. */
export function followScreenLock(bus: SessionBus, onLocked: () => void): () => void {
  const stops = SCREEN_SAVERS.map((name) =>
    bus.follow({ interface: name, member: 'ActiveChanged' }, ({ body: [active] }) => {
      if (active === true) onLocked();
    }),
  );
  return () => {
    for (const stop of stops) stop();
  };
}
