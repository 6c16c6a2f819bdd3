import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../paths.mjs';
import { run } from '../run.mjs';
import { StepFailed } from '../say.mjs';

const enter = join(import.meta.dirname, 'enter-root.sh');

/** Why no clean root can be made here, or undefined. */
export function cleanRootObstacle() {
  if (process.platform !== 'linux' || !existsSync('/etc/debian_version')) return 'this is not Debian';
  if (process.getuid?.() !== 0) return 'only root can make a root file system';
  return undefined;
}

/** The suite and archive that this machine itself installs from. @returns {Promise<{ suite: string, mirror: string }>} */
async function ownArchive() {
  const wanted = ['indextargets', '--format', '$(RELEASE) $(REPO_URI)', 'Created-By: Packages'];
  const listed = await run('apt-get', wanted, { timeoutMs: 60_000, what: 'apt-get indextargets' });
  const [suite, mirror] = (listed.split('\n')[0] ?? '').split(' ');
  if (!suite || !mirror) throw new StepFailed('apt has no sources', 'run apt-get update');
  return { suite, mirror };
}

/**
 * A Debian with nothing in it but what every Debian has, made with debootstrap; its apt is set up as this machine's.
 * @param {string} folder emptied first
 */
export async function makeCleanRoot(folder) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (!existsSync('/usr/sbin/debootstrap')) {
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'debootstrap'], {
      env,
      timeoutMs: 5 * 60_000,
      what: 'installing debootstrap',
    });
  }
  rmSync(folder, { recursive: true, force: true });
  const { suite, mirror } = await ownArchive();
  const cache = join(cacheFolder(), 'debian-packages');
  mkdirSync(cache, { recursive: true });
  await run('debootstrap', ['--variant=minbase', `--cache-dir=${cache}`, suite, folder, mirror], {
    env,
    timeoutMs: 15 * 60_000,
    what: 'debootstrap',
  });
  rmSync(join(folder, 'etc/apt/sources.list'), { force: true });
  for (const name of ['sources.list', 'sources.list.d', 'apt.conf.d']) {
    const own = join('/etc/apt', name);
    if (existsSync(own)) cpSync(own, join(folder, 'etc/apt', name), { recursive: true });
  }
  cpSync('/etc/resolv.conf', join(folder, 'etc/resolv.conf'), { dereference: true });
}

/**
 * Runs a command inside, as root.
 * @param {string} folder @param {readonly string[]} command
 * @returns {Promise<string>} stdout
 */
export function runInside(folder, command) {
  return run(enter, [folder, ...command], {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive' },
    timeoutMs: 15 * 60_000,
    what: `in the clean root: ${command.join(' ')}`,
  });
}

/** The program that enters a root, for whoever starts long-lived processes in it. */
export const enterProgram = enter;
