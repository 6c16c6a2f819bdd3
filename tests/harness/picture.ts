import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import type { Locator } from 'playwright-core';
import { PNG } from 'pngjs';
import { root } from '../../scripts/lib/paths.mjs';

const KEPT = join(root, 'tests/pictures');
/** Where the picture of now and what differs in it are left when it is not the kept one. */
const FAILED = join(root, 'out/states');
/** `PERCH_RENEW_PICTURES=1` keeps the pictures of now instead of comparing them. Look at each before it is committed. */
const renews = process.env['PERCH_RENEW_PICTURES'] === '1';

/** How far colours of a pixel may lie apart, 0 to 1; edges of letters are left out of the count by themselves. */
const THRESHOLD = 0.15;
/** Share of pixels that may differ: hinting is not the same everywhere. A button that is missing is more than that. */
const TOLERATED = 0.004;
/** A figure may change between being masked and being taken. */
const ATTEMPTS = 8;

/**
 * Compares how an element looks with the kept picture of that name. Every figure in it stands as `0`, so that ages and prices do not count.
 * @returns what is wrong in one sentence, or empty
 */
export async function differsFromKept(element: Locator, name: string): Promise<string> {
  const kept = join(KEPT, `${name}.png`);
  if (renews) {
    await mkdir(KEPT, { recursive: true });
    await writeFile(kept, await takeMasked(element));
    return '';
  }
  if (!existsSync(kept)) return `${name}: there is no kept picture`;
  const expected = PNG.sync.read(readFileSync(kept));
  let wrong = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const actual = await takeMasked(element);
    wrong = await compare(expected, actual, name);
    if (wrong === '') return '';
    await element.page().waitForTimeout(120);
  }
  return wrong;
}

/** Leaves the picture and the difference behind unless they are the same. */
async function compare(expected: PNG, taken: Buffer, name: string): Promise<string> {
  const actual = PNG.sync.read(taken);
  const files = ['actual', 'diff'].map((what) => join(FAILED, `${name}-${what}.png`));
  const [actualFile = '', diffFile = ''] = files;
  await mkdir(FAILED, { recursive: true });
  await Promise.all(files.map((file) => rm(file, { force: true })));
  const { width, height } = expected;
  if (actual.width !== width || actual.height !== height) {
    await writeFile(actualFile, taken);
    return `${name}: ${actual.width} × ${actual.height} pixels instead of ${width} × ${height}, see ${actualFile}`;
  }
  const diff = new PNG({ width, height });
  const differing = pixelmatch(expected.data, actual.data, diff.data, width, height, {
    threshold: THRESHOLD,
  });
  const share = differing / (width * height);
  if (share <= TOLERATED) return '';
  await writeFile(actualFile, taken);
  await writeFile(diffFile, PNG.sync.write(diff));
  return `${name}: ${(share * 100).toFixed(2)} % of the pixels differ, see ${diffFile}`;
}

/** A picture of the element, in which every figure and the end of a key's id is `0`, and the system's own words `…`. The window is as before afterwards. */
async function takeMasked(element: Locator): Promise<Buffer> {
  for (let attempt = 1; ; attempt += 1) {
    const masked = await element.evaluateHandle((shown) => {
      const before: { text: Text; words: string; mask: string }[] = [];
      const texts = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const text = node as Text;
        const plain = text.data.replace(/····\w+/g, '····0').replace(/\d[\d,.:]*/g, '0');
        const mask = text.parentElement?.matches('.detail') ? '…' : plain;
        if (mask === text.data) continue;
        before.push({ text, words: text.data, mask });
        text.data = mask;
      }
      return before;
    });
    const picture = await element.screenshot({ animations: 'disabled', caret: 'hide' });
    // What was written anew meanwhile may be in the picture.
    const isMasked = await masked.evaluate((all) => {
      const whole = all.every(({ text, mask }) => text.data === mask);
      for (const { text, words, mask } of all) if (text.data === mask) text.data = words;
      return whole;
    });
    await masked.dispose();
    if (isMasked || attempt === ATTEMPTS) return picture;
  }
}
