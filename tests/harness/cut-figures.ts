import type { Page } from 'playwright-core';

/**
 * Figures that a reader sees a part of: cut at the edge of what holds them, or written with an exponent. What is left out whole, can be
 * scrolled to, or ends in dots with the whole in a title, is none of them.
 */
export function cutFigures(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const holder = node.parentElement;
      if (!holder || !/\d/.test(text) || !holder.checkVisibility({ visibilityProperty: true })) continue;
      if (holder.closest('.visually-hidden, canvas, script, style')) continue;
      if (/\d[eE][+-]?\d/.test(text)) found.push(`exponent: ${text}`);
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width === 0) continue;
      for (let around: Element | null = holder; around; around = around.parentElement) {
        const { overflowX, textOverflow } = getComputedStyle(around);
        if (overflowX === 'auto' || overflowX === 'scroll') break;
        if (overflowX === 'visible') continue;
        const edge = around.getBoundingClientRect();
        if (box.top >= edge.bottom - 2 || box.bottom <= edge.top + 2) break;
        const isCut = box.right > edge.right + 1 || box.left < edge.left - 1;
        if (isCut && !(textOverflow === 'ellipsis' && around.closest('[title]'))) found.push(`cut: ${text}`);
        if (isCut) break;
      }
    }
    for (const input of document.querySelectorAll('input'))
      if (/\d/.test(input.value) && input.scrollWidth > input.clientWidth + 1)
        found.push(`field: ${input.value}`);
    return found;
  });
}
