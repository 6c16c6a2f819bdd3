import { join } from 'node:path';
import { onFirstSignal } from './lib/on-first-signal.mjs';
import { root } from './lib/paths.mjs';
import { say, sayFailure } from './lib/say.mjs';
import { setUp } from './lib/setup.mjs';
import { withTypeScript } from './lib/typescript-modules.mjs';

const pictures = join(root, 'out/demo');

/**
 * What is used of the tests' own means, which are written in TypeScript and loaded through vite.
 * @typedef {(folder: string, onPicture: (file: string) => void) => Promise<void>} Taking
 * @typedef {{ runDemo: Taking }} Demo
 * @typedef {{ makeGallery: Taking }} Gallery
 * @typedef {{ pictureGuide: Taking }} Guide
 * @typedef {{ default: () => Promise<() => Promise<void>> }} WholeRun
 */

/**
 * `npm run demo`: sets up what is missing, does the main job in the real app without a display, and leaves pictures of it, and of every
 * screen and state in both themes and languages. `npm run demo gallery` takes the latter alone, `npm run demo guide` renews the
 * pictures of docs/guide.md.
 */
async function demo() {
  await setUp({ ownSession: true, build: true });
  await withTypeScript(async (load) => {
    const wholeRun = /** @type {WholeRun} */ (await load('/tests/harness/whole-run.ts'));
    const { runDemo } = /** @type {Demo} */ (await load('/tests/demo/demo.ts'));
    const { makeGallery } = /** @type {Gallery} */ (await load('/tests/demo/gallery.ts'));
    const { pictureGuide } = /** @type {Guide} */ (await load('/tests/demo/guide.ts'));
    const what = process.argv[2];
    const end = await wholeRun.default();
    try {
      const folder = what === 'guide' ? join(root, 'docs/images') : pictures;
      say(`pictures go to ${folder}`);
      const tell = (/** @type {string} */ file) => process.stdout.write(`${file}\n`);
      if (what === 'gallery') await makeGallery(join(folder, 'gallery'), tell);
      else if (what === 'guide') await pictureGuide(folder, tell);
      else await runDemo(folder, tell);
    } finally {
      await end();
    }
  });
}

onFirstSignal(() => process.exit(130));
try {
  await demo();
} catch (error) {
  sayFailure(error);
  // What a failed step left running must not hold the script; it is ended with it.
  process.exit(1);
}
