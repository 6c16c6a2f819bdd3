import type { Page } from 'playwright-core';

/** Controls of a page that can not be brought into its window by scrolling, as markup; and texts that are wider than what they stand in. */
export function unreachable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const out = [...document.querySelectorAll<HTMLElement>('button, input, select, [tabindex="0"]')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => {
        element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        const { left, top, width, height } = element.getBoundingClientRect();
        // Its middle counts: a list is larger than the window.
        const x = left + Math.min(width, innerWidth) / 2;
        const y = top + Math.min(height, innerHeight) / 2;
        return width === 0 || x < 0 || y < 0 || x > innerWidth || y > innerHeight;
      })
      .map((element) => element.outerHTML.slice(0, 200));
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth + 1 ? [...out, `${scrollWidth} px of ${clientWidth}`] : out;
  });
}
