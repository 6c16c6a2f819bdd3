import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { StepFailed } from '../say.mjs';
import { thirdParty } from '../third-party.mjs';

/**
 * What of the built app is needed while it runs. Icons of a panel are looked for by size, the window's by name.
 * @type {readonly { from: string, only?: RegExp }[]}
 */
const builtParts = [
  { from: 'main', only: /\.cjs$/ },
  { from: 'preload', only: /\.cjs$/ },
  { from: 'renderer', only: /\.(html|js|css|woff2|svg|png)$/ },
  { from: 'icons', only: /^(256\.png|perch\.ico|tray\/[^/]+\.png)$/ },
];

/** keytar brings a binary for every system; libsql's is a package of its own for each, of which npm installs those that may fit. */
function nativeParts(/** @type {NodeJS.Platform} */ platform, /** @type {string} */ arch) {
  const libsqlTarget = { linux: `linux-${arch}-gnu`, darwin: `darwin-${arch}`, win32: `win32-${arch}-msvc` }[
    String(platform)
  ];
  return [
    {
      name: 'keytar',
      files: ['package.json', 'LICENSE.md', 'lib/keytar.js', `prebuilds/${platform}-${arch}/keytar.node`],
    },
    { name: 'libsql', files: ['package.json', 'LICENSE', 'index.js', 'auth.js', 'sqlite-error.js'] },
    { name: '@neon-rs/load', files: ['package.json', 'LICENSE', 'dist/index.js'] },
    {
      name: 'detect-libc',
      files: [
        'package.json',
        'LICENSE',
        ...['detect-libc', 'filesystem', 'process'].map((file) => `lib/${file}.js`),
      ],
    },
    { name: `@libsql/${libsqlTarget}`, files: ['package.json', 'index.node'] },
  ];
}

/** Its manifest is what Node needs to find its way in it: scripts, developers' tools and addresses stay behind. */
function copyManifest(/** @type {string} */ from, /** @type {string} */ to) {
  const { name, version, license, type, main, exports } = JSON.parse(readFileSync(from, 'utf8'));
  writeFileSync(to, JSON.stringify({ name, version, license, type, main, exports }));
  return String(version);
}

/** @param {{ name: string, files: readonly string[] }} part @param {string} modules @returns {string} its version */
function copyModule({ name, files }, modules) {
  let version = '';
  for (const file of files) {
    const from = join(root, 'node_modules', name, file);
    const to = join(modules, name, file);
    if (!existsSync(from))
      throw new StepFailed(`${name}/${file} is not installed for this system`, 'run npm ci');
    mkdirSync(join(to, '..'), { recursive: true });
    if (file === 'package.json') version = copyManifest(from, to);
    else cpSync(from, to);
  }
  return version;
}

/** The terms of every package that is in Perch, as one text: whoever passes Perch on passes them on. */
export function licenseNotices() {
  const parts = thirdParty().map(
    ({ name, version, license, text }) => `${name} ${version}\nLicense: ${license}\n\n${text}`,
  );
  return `${parts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/**
 * Lays out in a folder exactly what goes into app.asar: the built app, the native modules with the binary of one system, a manifest.
 * The folder is emptied first.
 */
export function layOutApp(/** @type {string} */ folder, platform = process.platform, arch = process.arch) {
  rmSync(folder, { recursive: true, force: true });
  for (const { from, only } of builtParts) {
    const source = join(root, 'out', from);
    for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
      if (only && !only.test(name.replaceAll('\\', '/'))) continue;
      cpSync(join(source, name), join(folder, 'out', from, name));
    }
  }
  const parts = nativeParts(platform, arch);
  const versions = parts.map((part) => [part.name, copyModule(part, join(folder, 'node_modules'))]);
  const manifest = manifestWith(Object.fromEntries(versions));
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
}

/** @param {Record<string, string>} dependencies what electron-builder takes along of node_modules */
function manifestWith(dependencies) {
  const { name, version, description, author, license, type, main } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const updateKey = process.env['PERCH_UPDATE_PUBLIC_KEY'];
  return {
    name,
    productName: 'Perch',
    version,
    description,
    author,
    license,
    type,
    main,
    desktopName: 'perch.desktop',
    dependencies,
    // Against which updates are checked (electron/main/updates/updater.ts).
    ...(updateKey ? { perchUpdateKey: readFileSync(updateKey, 'utf8') } : {}),
  };
}
