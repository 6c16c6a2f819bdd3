import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** Something that keeps people out, as axe tells it. */
export interface Barrier {
  readonly rule: string;
  readonly impact: string;
  /** Selector and reason of each element that breaks the rule. */
  readonly elements: readonly string[];
}

const EXPERIMENTAL = [
  'css-orientation-lock',
  'label-content-name-mismatch',
  'p-as-heading',
  'table-fake-caption',
  'td-has-header',
];

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2 at level AA; without rules that axe calls experimental. */
const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  rules: Object.fromEntries(EXPERIMENTAL.map((rule) => [rule, { enabled: false }])),
  resultTypes: ['violations'],
  // Style sheets are needed for an experimental rule alone, and there are no frames.
  preload: false,
  iframes: false,
};
const WORST: readonly unknown[] = ['serious', 'critical'];
/** Told of one rule; more of the same say no more. */
const MOST_ELEMENTS = 6;

declare global {
  interface Window {
    axe?: { run(context: ElementContext, options: RunOptions): Promise<AxeResults> };
  }
}

/**
 * What axe finds serious or critical on a page.
 * The debugger evaluates the source, so that the content policy of the page neither hinders it nor has to be loosened.
 * @param part CSS selector of what is looked at; default the whole page
 */
export async function barriers(page: Page, part = ':root'): Promise<Barrier[]> {
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(source);
  const { violations } = await page.evaluate(
    ([context, options]) => {
      if (!window.axe) throw new Error('axe is not on the page');
      return window.axe.run(context, options);
    },
    [part, RULES] as const,
  );
  return violations
    .filter(({ impact }) => WORST.includes(impact))
    .map(({ id, impact, nodes }) => ({
      rule: id,
      impact: String(impact),
      elements: nodes
        .slice(0, MOST_ELEMENTS)
        .map(
          ({ target, failureSummary = '' }) => `${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`,
        ),
    }));
}
