import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../paths.mjs';
import { run } from '../run.mjs';
import { say } from '../say.mjs';
import { output } from './layout.mjs';

/** Libraries that Electron and keytar load; where a release of Debian or Ubuntu renamed one, both names. */
const depends = [
  'libasound2 | libasound2t64',
  'libatk-bridge2.0-0 | libatk-bridge2.0-0t64',
  'libatspi2.0-0 | libatspi2.0-0t64',
  'libc6 (>= 2.31)',
  'libdrm2',
  'libgbm1',
  'libgtk-3-0 | libgtk-3-0t64',
  'libnotify4',
  'libnss3',
  'libsecret-1-0',
  'libstdc++6',
  'libxss1',
  'libxtst6',
  'xdg-utils',
];

/** Sizes of icons in the theme that every desktop falls back to (hicolor), in pixels. */
const iconSizes = [16, 22, 24, 32, 48, 64, 128, 256, 512];

/** Debian's name of a processor. */
const debianArch = /** @type {Record<string, string>} */ ({ x64: 'amd64', arm64: 'arm64' });

/**
 * @typedef {object} Deb
 * @property {string} unpacked the unpacked folder
 * @property {string} version
 * @property {string} file where it goes
 * @property {number} [level] of compression, 1 to 22; measured: 3 takes 4 s for 97 MB, 10 takes 13 s for 87 MB, xz took 210 s for 75 MB
 */

/** @param {string} folder @returns {string[]} paths of the files below it */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Lays out the file system that the package brings. @param {string} tree @param {string} unpacked @param {string} version */
function layOut(tree, unpacked, version) {
  const linux = (/** @type {string} */ name) => join(root, 'resources/linux', name);
  cpSync(unpacked, join(tree, 'usr/lib/perch'), { recursive: true });
  /** @param {string} path @param {string | Buffer} content */
  const write = (path, content) => {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), content);
  };
  write('usr/bin/perch', readFileSync(linux('perch.sh')));
  write('usr/share/applications/perch.desktop', readFileSync(linux('perch.desktop')));
  write('usr/share/metainfo/app.perch.desk.metainfo.xml', readFileSync(linux('app.perch.desk.metainfo.xml')));
  for (const size of iconSizes) {
    write(
      `usr/share/icons/hicolor/${size}x${size}/apps/perch.png`,
      readFileSync(join(root, `out/icons/${size}.png`)),
    );
  }
  write('usr/share/icons/hicolor/scalable/apps/perch.svg', readFileSync(join(root, 'resources/icon.svg')));
  write('usr/share/doc/perch/copyright', copyright());
  const changes = `perch (${version}) unstable; urgency=medium\n\n  * Version ${version}.\n\n -- The Perch authors <nobody@localhost>  Thu, 01 Jan 1970 00:00:00 +0000\n`;
  write('usr/share/doc/perch/changelog.gz', gzipSync(changes, { level: 9 }));
}

/** Debian's machine-readable copyright; the terms of what is inside lie beside the app. */
function copyright() {
  const terms = readFileSync(join(root, 'LICENSE'), 'utf8').trimEnd();
  const indented = terms.split('\n').map((line) => ` ${line === '' ? '.' : line}`);
  return [
    'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/',
    'Upstream-Name: Perch',
    'Comment: Terms of the software inside: /usr/lib/perch/resources/LICENSES.third-party.txt,',
    ' /usr/lib/perch/LICENSE.electron.txt, /usr/lib/perch/LICENSES.chromium.html',
    '',
    'Files: *',
    'Copyright: The Perch authors',
    'License: MIT',
    ...indented,
    '',
  ].join('\n');
}

/** Whatever the umask here was: readable by all, and programs by whoever runs them. @param {string} tree */
function setModes(tree) {
  for (const entry of readdirSync(tree, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    if (entry.isDirectory()) chmodSync(path, 0o755);
    // Chromium's sandbox where the system does not let users make namespaces.
    else if (entry.name === 'chrome-sandbox') chmodSync(path, 0o4755);
    else chmodSync(path, isProgram(path) ? 0o755 : 0o644);
  }
  chmodSync(tree, 0o755);
}

/** @param {string} path */
const isProgram = (path) =>
  path.endsWith('/usr/bin/perch') || /\/usr\/lib\/perch\/(perch|chrome_crashpad_handler)$/.test(path);

/** @param {string} tree @param {string} version */
function control(tree, version) {
  const bytes = filesBelow(tree).reduce((sum, file) => sum + lstatSync(file).size, 0);
  return [
    'Package: perch',
    `Version: ${version}`,
    `Architecture: ${debianArch[process.arch] ?? process.arch}`,
    'Maintainer: The Perch authors <nobody@localhost>',
    `Installed-Size: ${Math.ceil(bytes / 1024)}`,
    `Depends: ${depends.join(', ')}`,
    // Keys are kept by whoever answers as org.freedesktop.secrets.
    'Recommends: gnome-keyring | kwalletmanager | keepassxc',
    'Section: net',
    'Priority: optional',
    'Description: crypto spot trading desk and price watcher',
    ' Prices, order book, chart and orders of crypto spot markets on one screen, and',
    ' prices in the tray when it is closed. API keys stay in the keychain.',
    '',
  ].join('\n');
}

/** Makes a .deb of an unpacked folder. It has no scripts of its own: dpkg's triggers do what icons and entries need. @param {Deb} deb */
export async function makeDeb({ unpacked, version, file, level = 10 }) {
  say(`making ${file.slice(root.length + 1)} (dpkg-deb)`);
  const tree = join(output, `deb-${process.pid}`);
  rmSync(tree, { recursive: true, force: true });
  try {
    layOut(tree, unpacked, version);
    setModes(tree);
    const sums = filesBelow(tree).map(
      (path) =>
        `${createHash('md5').update(readFileSync(path)).digest('hex')}  ${path.slice(tree.length + 1)}`,
    );
    const about = control(tree, version);
    mkdirSync(join(tree, 'DEBIAN'), { mode: 0o755 });
    writeFileSync(join(tree, 'DEBIAN/control'), about, { mode: 0o644 });
    writeFileSync(join(tree, 'DEBIAN/md5sums'), `${sums.join('\n')}\n`, { mode: 0o644 });
    await run('dpkg-deb', ['--root-owner-group', '-Zzstd', `-z${level}`, '--build', tree, file], {
      timeoutMs: 15 * 60_000,
      what: 'dpkg-deb',
      remedy: 'a .deb is made on Debian and its relatives',
    });
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}
