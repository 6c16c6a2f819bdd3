import { existsSync } from 'node:fs';

/**
 * Switches that belong to this machine, not to the app: Chromium refuses its sandbox to root, and without a graphics
 * device its GPU process only fails and is restarted.
 * @param {{ virtualDisplay: boolean }} options
 * @returns {string[]}
 */
export function electronSwitches({ virtualDisplay }) {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const hasNoGpu = process.platform === 'linux' && (virtualDisplay || !existsSync('/dev/dri'));
  return [...(isRoot ? ['--no-sandbox'] : []), ...(hasNoGpu ? ['--disable-gpu'] : [])];
}
