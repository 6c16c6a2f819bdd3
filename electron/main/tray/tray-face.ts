import type { MenuItemConstructorOptions } from 'electron';
import type { AlertWords } from '@shared/i18n/alert-text';
import type { TrayState } from '../icons';
import { trayStateOf, type TrayFacts } from './tray-facts';
import { trayMenu, type TrayActs } from './tray-menu';
import { titleOf, tooltipOf } from './tray-text';

/** What an icon in a tray can be made to show. */
export interface TrayPanel {
  setState(state: TrayState): void;
  setTooltip(tooltip: string): void;
  /** Text beside the icon. */
  setTitle(title: string): void;
  setMenu(template: MenuItemConstructorOptions[]): void;
}

interface TrayFaceOptions {
  readonly facts: () => TrayFacts;
  readonly words: () => AlertWords;
  readonly acts: TrayActs;
  readonly platform: NodeJS.Platform;
}

/** What is told is looked at this often and set only when it is another thing: nothing flickers, and nothing is set more often. */
export const TOLD_EVERY_MS = 1_000;

/** Keeps a panel up to date until it is stopped. */
export function keepTrayFace(
  panel: TrayPanel,
  { facts, words, acts, platform }: TrayFaceOptions,
): () => void {
  let shown: { state: TrayState; tooltip: string; title: string; menu: string } | undefined;

  function update(): void {
    const now = facts();
    const template = trayMenu(now, words(), acts);
    // Functions are left out: what is the same to the eye is the same.
    const next = {
      state: trayStateOf(now),
      tooltip: tooltipOf(now, platform),
      title: titleOf(now),
      menu: JSON.stringify(template),
    };
    if (next.state !== shown?.state) panel.setState(next.state);
    if (next.tooltip !== shown?.tooltip) panel.setTooltip(next.tooltip);
    if (next.title !== shown?.title) panel.setTitle(next.title);
    if (next.menu !== shown?.menu) panel.setMenu(template);
    shown = next;
  }

  update();
  const timer = setInterval(update, TOLD_EVERY_MS);
  return () => clearInterval(timer);
}
