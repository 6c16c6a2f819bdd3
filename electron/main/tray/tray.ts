import { Menu, nativeImage, nativeTheme, Tray } from 'electron';
import type { AlertWords } from '@shared/i18n/alert-text';
import { trayIcon, type TrayState } from '../icons';
import { trayStateOf, type TrayFacts } from './tray-facts';
import { keepTrayFace, type TrayPanel } from './tray-face';
import type { TrayActs } from './tray-menu';

export interface TrayOptions {
  readonly facts: () => TrayFacts;
  readonly words: () => AlertWords;
  readonly acts: TrayActs;
  /** The icon itself was pressed. */
  readonly onPress: () => void;
}

/** The icon that stands in the tray. */
export interface TrayItem {
  /** Where it stands, px; undefined where the system does not tell. */
  bounds(): Electron.Rectangle | undefined;
  remove(): void;
}

/** On Linux the host scales it; elsewhere the system takes what fits its screen. */
const SIZES = { linux: [24, 48], other: [16, 32] } as const;

export function placeTrayItem({ facts, words, acts, onPress }: TrayOptions): TrayItem {
  const { platform } = process;
  const tray = new Tray(imageOf(trayStateOf(facts())));
  let menu: Menu | undefined;
  const panel: TrayPanel = {
    setState: (state) => tray.setImage(imageOf(state)),
    setTooltip: (tooltip) => tray.setToolTip(tooltip),
    setTitle(title) {
      if (platform === 'darwin') tray.setTitle(title, { fontType: 'monospacedDigit' });
    },
    setMenu(template) {
      menu = Menu.buildFromTemplate(template);
      // On macOS a menu that is set takes the click, which is for the popover.
      if (platform !== 'darwin') tray.setContextMenu(menu);
    },
  };

  tray.on('click', onPress);
  tray.on('double-click', () => acts.openDesk());
  if (platform === 'darwin') tray.on('right-click', () => menu && tray.popUpContextMenu(menu));
  const stop = keepTrayFace(panel, { facts, words, acts, platform });

  return {
    bounds() {
      const { x, y, width, height } = tray.getBounds();
      return width === 0 || height === 0 ? undefined : { x, y, width, height };
    },
    remove() {
      stop();
      tray.destroy();
    },
  };
}

function imageOf(state: TrayState): Electron.NativeImage {
  const panel = isPanelDark() ? 'dark' : 'light';
  const [size, double] = process.platform === 'linux' ? SIZES.linux : SIZES.other;
  const image = nativeImage.createFromPath(trayIcon(state, panel, size));
  if (process.platform === 'darwin') return image;
  const large = nativeImage.createFromPath(trayIcon(state, panel, double));
  image.addRepresentation({ scaleFactor: 2, width: double, height: double, buffer: large.toPNG() });
  return image;
}

/** Linux does not tell; most panels are dark. Older versions of Electron do not tell of the bar of Windows either. */
function isPanelDark(): boolean {
  if (process.platform !== 'win32') return true;
  const { shouldUseDarkColorsForSystemIntegratedUI: dark } = nativeTheme as Partial<Electron.NativeTheme>;
  return dark ?? true;
}
