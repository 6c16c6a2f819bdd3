import { innerHeight, innerWidth } from 'svelte/reactivity/window';
import type { Rune } from '../state/rune';
import { fitLayout, type FittedLayout } from './fit-layout';
import { favouredArea, layout } from './layout';

/** Height of the header and the status bar; banners take from the chart. */
const CHROME = 84;

/** The page is never smaller than this: drawn so large that it has no room, it scrolls (Terminal.svelte). */
const LEAST_PAGE = { width: 1_000, height: 640 };

/** The layout as this window has room for it: known before anything is painted, because nothing is measured for it. */
export const fittedLayout: Rune<FittedLayout> = {
  get current() {
    const room = {
      width: Math.max(innerWidth.current ?? window.innerWidth, LEAST_PAGE.width),
      height: Math.max(innerHeight.current ?? window.innerHeight, LEAST_PAGE.height) - CHROME,
    };
    return fitLayout(layout.current, room, favouredArea.current);
  },
};
