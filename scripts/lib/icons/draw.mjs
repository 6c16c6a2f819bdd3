import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { root } from '../paths.mjs';
import { icns } from './icns.mjs';
import { ico } from './ico.mjs';

const resources = join(root, 'resources');

/** Of the app, as Linux themes, stores and installers ask for them (pixels). */
const appSizes = /** @type {const} */ ([16, 22, 24, 32, 48, 64, 128, 256, 512, 1024]);
const icoSizes = /** @type {const} */ ([16, 20, 24, 32, 40, 48, 64, 256]);

export const trayStates = /** @type {const} */ (['watching', 'alert', 'stale', 'offline', 'trading']);
/** Panels of Linux and Windows, at each scale that they have. */
export const traySizes = /** @type {const} */ ([16, 22, 24, 32, 48]);
/** What the bird and its mark are drawn in on each panel. A template is black: macOS takes its alpha alone. */
const trayColours = /** @type {const} */ ({
  dark: { bird: '#f4f6fa', mark: '#f0b35a' },
  light: { bird: '#1b2028', mark: '#8a5600' },
  template: { bird: '#000000', mark: '#000000' },
});
/** Points of the menu bar of macOS. */
const templateSize = 18;

/** macOS icons leave a margin around their shape (824 of 1,024 pixels). @param {string} svg */
const withMargin = (svg) => svg.replace('viewBox="0 0 24 24"', 'viewBox="-2.1 -2.1 28.2 28.2"');

const source = (/** @type {string} */ name) => readFileSync(join(resources, name), 'utf8');

/** @param {string} svg @param {number} size pixels of the square */
export function render(svg, size) {
  const picture = new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render();
  return { png: picture.asPng(), pixels: picture.pixels };
}

/** @param {(typeof trayStates)[number]} state @param {keyof typeof trayColours} panel */
export function traySvg(state, panel) {
  const { bird, mark } = trayColours[panel];
  return source(`tray/${state}.svg`).replaceAll('currentColor', bird).replaceAll('#f0b35a', mark);
}

/**
 * Draws every icon that a system needs from the drawings in resources/: `{size}.png`, `perch.ico` and `perch.icns` of the app,
 * `tray/{state}-{dark|light}-{size}.png` for panels, and `tray/{state}Template.png` with its double for macOS.
 * @param {string} folder
 * @returns {string[]} names of the files in it
 */
export function drawIcons(folder) {
  mkdirSync(join(folder, 'tray'), { recursive: true });
  /** @type {string[]} */
  const written = [];
  /** @param {string} name @param {Buffer} content */
  const write = (name, content) => {
    writeFileSync(join(folder, name), content);
    written.push(name);
  };
  const app = source('icon.svg');
  for (const size of appSizes) write(`${size}.png`, render(app, size).png);
  write('perch.ico', ico(icoSizes.map((size) => ({ size, png: render(app, size).png }))));
  const mac = withMargin(app);
  write(
    'perch.icns',
    icns((size) => render(mac, size).png),
  );
  for (const state of trayStates) {
    for (const panel of /** @type {const} */ (['dark', 'light'])) {
      for (const size of traySizes)
        write(`tray/${state}-${panel}-${size}.png`, render(traySvg(state, panel), size).png);
    }
    const template = traySvg(state, 'template');
    write(`tray/${state}Template.png`, render(template, templateSize).png);
    write(`tray/${state}Template@2x.png`, render(template, 2 * templateSize).png);
  }
  return written;
}
