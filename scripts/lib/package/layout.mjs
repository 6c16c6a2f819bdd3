import { join } from 'node:path';
import { root } from '../paths.mjs';

/** Where packages are made. */
export const output = join(root, 'out/package');
/** What goes into app.asar, laid out. */
export const appFolder = join(output, 'app');
export const noticesFile = join(output, 'LICENSES.third-party.txt');
/** Of Linux, made from one another: for users, and for the tests of the packaged app. */
export const releaseFolder = join(output, 'linux-unpacked');
export const testFolder = join(output, 'test-build');

/**
 * For whom a package is: `release` for users; `test` for the tests of the packaged app, which lets a debugger in (docs/packaging.md).
 * @typedef {'release' | 'test'} Build
 */

/**
 * SECURITY, "Electron checklist". Off: running as Node, options of Node from the environment, its inspector (but for tests), privileges
 * of file pages, encryption of cookies that there are none of. On: the archive is what it was when packed, and nothing else is run.
 * @param {Build} build
 */
export function wantedFuses(build) {
  return {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: build === 'test',
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
    enableCookieEncryption: false,
  };
}
