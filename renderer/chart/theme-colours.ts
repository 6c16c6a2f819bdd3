import { createSubscriber } from 'svelte/reactivity';
import type { Rune } from '../state/rune';
import { readColours, type ChartColours } from './colours';

/**
 * Colours of the theme that the document has now; read again when it changes. Reading them makes the browser work out the styles of
 * the whole page, so that they are kept while nobody follows them too, as between two symbols.
 */
export const themeColours: Rune<ChartColours> = follow();

function follow(): Rune<ChartColours> {
  const root = document.documentElement;
  let known: { readonly theme: string; readonly colours: ChartColours } | undefined;
  const track = createSubscriber((update) => {
    const observer = new MutationObserver(update);
    observer.observe(root, { attributeFilter: ['data-theme', 'data-colours'] });
    return () => observer.disconnect();
  });
  return {
    get current() {
      track();
      const theme = `${root.dataset['theme']} ${root.dataset['colours']}`;
      if (known?.theme !== theme) known = { theme, colours: readColours(getComputedStyle(root)) };
      return known.colours;
    },
  };
}
