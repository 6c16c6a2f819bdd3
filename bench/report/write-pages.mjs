import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { say } from '../../scripts/lib/say.mjs';
import { barChart } from './chart.mjs';
import { performancePage, schemaPage } from './markdown.mjs';
import { sectionsOf } from './sections.mjs';

const images = 'docs/images/performance';

/** Writes docs/performance.md with its charts, and the page about schema libraries. @param {import('./figures.mjs').Results} results */
export async function writePages(results) {
  const { format, resolveConfig } = await import('prettier');
  rmSync(join(root, images), { recursive: true, force: true });
  mkdirSync(join(root, images), { recursive: true });
  for (const { name, chart } of sectionsOf(results).flatMap(({ charts }) => charts))
    writeFileSync(join(root, images, `${name}.svg`), barChart(chart));
  const pages = {
    'docs/performance.md': performancePage(results),
    ...(results.schemas ? { 'docs/decisions/002-schema-library.md': schemaPage(results) } : {}),
  };
  for (const [name, text] of Object.entries(pages)) {
    const file = join(root, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
    say(`written: ${name}`);
  }
}
