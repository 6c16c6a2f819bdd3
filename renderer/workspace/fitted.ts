import { innerHeight, innerWidth } from 'svelte/reactivity/window';
import type { Rune } from '../state/rune';
import { fitLayout, type FittedLayout } from './fit-layout';
import { favouredArea, layout } from './layout';

/** Height of the header and the status bar; banners take from the chart. */
const CHROME = 84;

/** The layout as this window has room for it: known before anything is painted, because nothing is measured for it. */
export const fittedLayout: Rune<FittedLayout> = {
  get current() {
    const room = {
      width: innerWidth.current ?? window.innerWidth,
      height: (innerHeight.current ?? window.innerHeight) - CHROME,
    };
    return fitLayout(layout.current, room, favouredArea.current);
  },
};
