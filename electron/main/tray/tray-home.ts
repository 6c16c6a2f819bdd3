import { followTrayPresence } from '../bus/tray-presence';
import type { SessionBus } from '../bus/session-bus';
import { placeTrayItem, type TrayItem, type TrayOptions } from './tray';

interface TrayHomeOptions extends TrayOptions {
  /** The desktop's session bus on Linux; undefined where there is none. Elsewhere there is always a tray. */
  readonly bus: Promise<SessionBus | undefined>;
  readonly onPresence: (present: boolean) => void;
}

/** Keeps the icon in the tray for as long as there is one. */
export interface TrayHome {
  isThere(): boolean;
  item(): TrayItem | undefined;
  /** Whether there is a tray, waiting at most so long (ms) for one: at login the desktop may come up after Perch. */
  awaited(patienceMs: number): Promise<boolean>;
  leave(): void;
}

export function openTrayHome(options: TrayHomeOptions): TrayHome {
  let item: TrayItem | undefined;
  let isOver = false;
  let stop: (() => void) | undefined;
  let found: () => void = () => undefined;
  const isFound = new Promise<void>((resolve) => (found = resolve));

  function take(present: boolean): void {
    if (isOver || present === (item !== undefined)) return;
    if (present) item = placeTrayItem(options);
    else item = void item?.remove();
    if (present) found();
    options.onPresence(present);
  }

  async function follow(): Promise<void> {
    const bus = await options.bus;
    if (bus && !isOver) stop = followTrayPresence(bus, take);
  }

  if (process.platform === 'linux') void follow();
  else take(true);

  return {
    isThere: () => item !== undefined,
    item: () => item,
    async awaited(patienceMs) {
      await Promise.race([isFound, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
      return item !== undefined;
    },
    leave() {
      isOver = true;
      stop?.();
      item?.remove();
      item = undefined;
    },
  };
}
