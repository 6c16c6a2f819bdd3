import { Menu, nativeImage, nativeTheme, Tray } from 'electron';
import type { AlertWords } from '@shared/i18n/alert-text';
import { trayIcon, type TrayState } from '../icons';
import { trayStateOf, type TrayFacts } from './tray-facts';
import { trayMenu, type TrayActs } from './tray-menu';
import { titleOf, tooltipOf } from './tray-text';

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

/** What is told is looked at this often and set only when it is another thing: nothing flickers, and nothing is set more often. */
const EVERY_MS = 1_000;

/** On Linux the host scales it; elsewhere the system takes what fits its screen. */
const SIZES = { linux: [24, 48], other: [16, 32] } as const;

export function placeTrayItem({ facts, words, acts, onPress }: TrayOptions): TrayItem {
  const { platform } = process;
  let shown = { state: trayStateOf(facts()), tooltip: '', title: '', menu: '' };
  const tray = new Tray(imageOf(shown.state));
  let menu: Menu | undefined;

  function update(): void {
    const now = facts();
    const state = trayStateOf(now);
    const tooltip = tooltipOf(now, platform);
    const title = titleOf(now);
    const template = trayMenu(now, words(), acts);
    // Functions are left out: what is the same to the eye is the same.
    const text = JSON.stringify(template);
    if (state !== shown.state) tray.setImage(imageOf(state));
    if (tooltip !== shown.tooltip) tray.setToolTip(tooltip);
    if (title !== shown.title && platform === 'darwin') tray.setTitle(title, { fontType: 'monospacedDigit' });
    if (text !== shown.menu) {
      menu = Menu.buildFromTemplate(template);
      // On macOS a menu that is set takes the click, which is for the popover.
      if (platform !== 'darwin') tray.setContextMenu(menu);
    }
    shown = { state, tooltip, title, menu: text };
  }

  tray.on('click', onPress);
  tray.on('double-click', () => acts.openDesk());
  if (platform === 'darwin') tray.on('right-click', () => menu && tray.popUpContextMenu(menu));
  update();
  const timer = setInterval(update, EVERY_MS);

  return {
    bounds() {
      const { x, y, width, height } = tray.getBounds();
      return width === 0 || height === 0 ? undefined : { x, y, width, height };
    },
    remove() {
      clearInterval(timer);
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
