import { ensureAppBuilt } from './built-app.mjs';
import { ensureDebianPackages } from './debian-packages.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { ensureNpmPackages } from './npm-packages.mjs';
import { StepFailed } from './say.mjs';
import { oneAtATime } from './setup-lock.mjs';

const oldestNode = [20, 19];

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = oldestNode;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new StepFailed(
    `Node ${process.versions.node} is too old`,
    `install Node ${oldestNode.join('.')} or newer`,
  );
}

/**
 * Everything between a fresh clone and an app that can be run. What is done already is skipped without a word.
 * @param {{ ownSession: boolean, build: boolean }} options `ownSession` for a display, bus and keyring of our own
 * @returns {Promise<string>} path of the Electron executable
 */
export async function setUp({ ownSession, build }) {
  checkNode();
  let executable = '';
  await oneAtATime(async () => {
    await ensureNpmPackages();
    await ensureDebianPackages({ ownSession });
    executable = await ensureElectron();
    if (build) await ensureAppBuilt();
  });
  return executable;
}
