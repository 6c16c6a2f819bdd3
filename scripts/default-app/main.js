/**
 * What Electron runs when it is given the folder of an app: it takes that app's path, name and version and imports its
 * main. An official Electron has such an app inside; the development runtime gets this one.
 *
 * The import is awaited at the top level: Electron holds back `ready` until its entry module has been evaluated, and
 * the app must be able to register its scheme before `ready`.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const usage = 'usage: electron [switches] <folder of an app or its main file>';

/**
 * These exist for Electron's own default app and are not in its public types.
 * @typedef {{ setAppPath(path: string): void, setVersion(version: string): void, setDesktopName(name: string): void }}
 *   AppOfDefaultApp
 */
const ownApp = /** @type {AppOfDefaultApp} */ (/** @type {unknown} */ (app));

/**
 * Splits Electron's own arguments from the app's.
 * @param {readonly string[]} words
 * @returns {{ preloads: string[], target: string | undefined }}
 */
function readArguments(words) {
  /** @type {string[]} */
  const preloads = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '-r' || word === '--require') preloads.push(rest.shift() ?? '');
    else if (!word.startsWith('-')) return { preloads, target: word };
  }
  return { preloads, target: undefined };
}

/**
 * @param {string} target
 * @returns {string} the file to import, after the app has been told who it is
 */
function adoptApp(target) {
  const path = resolve(target);
  if (!existsSync(path)) throw new Error(`no app at ${path}\n${usage}`);
  if (!statSync(path).isDirectory()) {
    ownApp.setAppPath(dirname(path));
    return path;
  }
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  if (manifest.productName ?? manifest.name) app.setName(manifest.productName ?? manifest.name);
  if (manifest.version) ownApp.setVersion(manifest.version);
  if (manifest.desktopName) ownApp.setDesktopName(manifest.desktopName);
  ownApp.setAppPath(path);
  return join(path, manifest.main ?? 'index.js');
}

const { preloads, target } = readArguments(process.argv.slice(1));
try {
  if (target === undefined) throw new Error(usage);
  const require = createRequire(join(process.cwd(), 'electron-preload.cjs'));
  for (const preload of preloads) require(preload);
  await import(pathToFileURL(adoptApp(target)).href);
} catch (error) {
  console.error(error);
  app.exit(1);
}
