import { createSubscriber } from 'svelte/reactivity';
import type { Rune } from '../state/rune';
import { readColours, type ChartColours } from './colours';

/** Colours of the theme that the document has now; read again when it changes. */
export const themeColours: Rune<ChartColours> = follow();

function follow(): Rune<ChartColours> {
  const root = document.documentElement;
  let known: ChartColours | undefined;
  const track = createSubscriber((update) => {
    const observer = new MutationObserver(() => {
      known = undefined;
      update();
    });
    observer.observe(root, { attributeFilter: ['data-theme', 'data-colours'] });
    return () => {
      observer.disconnect();
      known = undefined;
    };
  });
  return {
    get current() {
      track();
      known ??= readColours(getComputedStyle(root));
      return known;
    },
  };
}
