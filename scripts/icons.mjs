import { join } from 'node:path';
import { root } from './lib/paths.mjs';
import { say, sayFailure } from './lib/say.mjs';

/** `node scripts/icons.mjs [folder]`: draws the icons of the app and of the tray; the build does so too. */
try {
  const folder = process.argv[2] ?? join(root, 'out/icons');
  const { drawIcons } = await import('./lib/icons/draw.mjs');
  say(`${drawIcons(folder).length} icons in ${folder}`);
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
