import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { appFolder, noticesFile, output, wantedFuses } from './scripts/lib/package/layout.mjs';

/**
 * How Perch is packed, on every system; run by `npm run package` (docs/packaging.md). What goes into the archive was laid out before, in
 * `appFolder`. Certificates and passwords come from the environment of the release machine, as electron-builder names them (CSC_LINK,
 * CSC_KEY_PASSWORD, WIN_CSC_LINK, APPLE_API_KEY, …); none is ever in this tree.
 * @type {import('electron-builder').Configuration}
 */
const config = {
  appId: 'app.perch.desk',
  productName: 'Perch',
  executableName: 'perch',
  copyright: 'Copyright © The Perch authors',
  directories: { app: appFolder, output, buildResources: 'out/icons' },
  // The Electron that the scripts fetched, official or not; electron-builder would fetch one of its own.
  electronDist: process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? null,
  electronVersion: process.env['PERCH_ELECTRON_VERSION'] ?? null,
  npmRebuild: false,
  files: ['**/*'],
  asar: { smartUnpack: false },
  // A shared library can not be loaded out of an archive.
  asarUnpack: ['**/*.node'],
  electronLanguages: ['en-US', 'zh-CN'],
  electronFuses: wantedFuses('release'),
  extraResources: [
    { from: 'LICENSE', to: 'LICENSE.perch.txt' },
    { from: noticesFile, to: 'LICENSES.third-party.txt' },
  ],
  artifactName: '${name}-${version}-${os}-${arch}.${ext}',
  // The feed that packaged builds look at for updates; without one they never look. Update files go there by hand (docs/packaging.md).
  publish: process.env['PERCH_UPDATE_URL']
    ? [{ provider: 'generic', url: process.env['PERCH_UPDATE_URL'] }]
    : null,
  afterPack: ({ appOutDir, packager }) => {
    // Electron's own app, which runs whatever it is given: with ours in the archive it is never used.
    const resources = packager.getResourcesDir(appOutDir);
    for (const name of ['default_app.asar', 'default_app.stamp'])
      rmSync(join(resources, name), { force: true });
  },
  linux: {
    target: ['AppImage'],
    category: 'Office',
    icon: 'out/icons',
    synopsis: 'Crypto spot trading desk and price watcher',
    maintainer: 'The Perch authors',
    syncDesktopName: true,
  },
  mac: {
    target: [{ target: 'dmg', arch: ['x64', 'arm64'] }, 'zip'],
    icon: 'out/icons/perch.icns',
    category: 'public.app-category.finance',
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: 'resources/mac/entitlements.plist',
    entitlementsInherit: 'resources/mac/entitlements.plist',
    // Notarised when the machine has the keys for it.
    notarize: Boolean(process.env['APPLE_API_KEY'] ?? process.env['APPLE_ID']),
  },
  dmg: { sign: false },
  win: { target: ['nsis'], icon: 'out/icons/perch.ico' },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    // What people made with Perch is theirs, also when they remove it.
    deleteAppDataOnUninstall: false,
    license: 'LICENSE',
  },
};

export default config;
