import { join } from 'node:path';

/** What the tray tells; each has a shape of its own (resources/tray). */
export const TRAY_STATES = ['watching', 'alert', 'stale', 'offline', 'trading'] as const;
export type TrayState = (typeof TRAY_STATES)[number];

/** Sizes of tray icons for Linux and Windows, in pixels. */
const TRAY_SIZES = [16, 22, 24, 32, 48] as const;

/** Where the icons are that `scripts/icons.mjs` draws at build time: beside the built main. */
const folder = (): string => join(import.meta.dirname, '../icons');

/** For windows, where the system takes it from a window: on macOS it is the bundle's. */
export function windowIcon(platform: NodeJS.Platform = process.platform): string {
  return join(folder(), platform === 'win32' ? 'perch.ico' : '256.png');
}

/**
 * The file of a tray icon. On macOS a template, which the system colours itself and finds at twice the size beside it.
 * @param panel whether the panel that it stands on is dark or light
 * @param size in pixels: the next larger one that there is
 */
export function trayIcon(
  state: TrayState,
  panel: 'dark' | 'light',
  size: number,
  platform: NodeJS.Platform = process.platform,
): string {
  if (platform === 'darwin') return join(folder(), 'tray', `${state}Template.png`);
  const fitting = TRAY_SIZES.find((each) => each >= size) ?? TRAY_SIZES[TRAY_SIZES.length - 1];
  return join(folder(), 'tray', `${state}-${panel}-${fitting}.png`);
}
