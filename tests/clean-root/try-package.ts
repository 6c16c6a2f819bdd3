import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { enterProgram, makeCleanRoot, runInside } from '../../scripts/lib/package/clean-root.mjs';
import { cutDown, multiply } from '../../shared/domain/decimal';
import { accountAt } from '../harness/exchange-account';
import { attachBeforeReady, holdStart } from '../harness/attach-before-ready';
import { endOfProcess } from '../harness/end-of-process';
import { pattern, Terminal, text } from '../harness/terminal';
import { KEPT_ACCOUNT, readProfile, writeOldProfile } from './old-profile';

interface TrialOptions {
  /** Made anew; removed at the end. */
  readonly folder: string;
  /** Of an older version. */
  readonly old: string;
  /** For users. */
  readonly release: string;
  /** The same version, but it lets a test drive it. */
  readonly test: string;
  readonly tell: (line: string) => void;
}

const HOME = 'home/trader';
const PLACE = 'opt/perch-trial';
const PATIENCE_MS = 60_000;

/**
 * Installs Perch with apt on a Debian that has nothing of what it needs, upgrades an older version and its database, starts the package
 * for users, trades on paper, and removes it. Rejects at the first thing that is not as it should be.
 */
export async function tryPackage({ folder, old, release, test, tell }: TrialOptions): Promise<void> {
  const began = Date.now();
  const say = (line: string): void =>
    tell(`${((Date.now() - began) / 1_000).toFixed(0).padStart(4)} s  ${line}`);
  const inside = (...command: string[]): Promise<string> => runInside(folder, command);
  const userData = join(folder, HOME, '.config/perch');

  await makeCleanRoot(folder);
  await inside('useradd', '--create-home', 'trader');
  const { uid, gid } = lstatSync(join(folder, HOME));
  mkdirSync(join(folder, PLACE));
  for (const file of [old, release, test, attachBeforeReady, join(import.meta.dirname, 'session.sh')])
    cpSync(file, join(folder, PLACE, basename(file)));
  const install = (file: string): Promise<string> =>
    inside(
      'apt-get',
      'install',
      '-y',
      '-qq',
      '--reinstall',
      '--allow-downgrades',
      `/${PLACE}/${basename(file)}`,
    );
  say('a clean Debian');

  await inside('apt-get', 'update', '-qq');
  await inside(
    'apt-get',
    'install',
    '-y',
    '-qq',
    '--no-install-recommends',
    'xvfb',
    'dbus',
    'fonts-dejavu-core',
  );
  const before = filesOutside(folder);
  await install(old);
  const keyring = await inside('dpkg-query', '-W', '-f', '${db:Status-Abbrev}', 'gnome-keyring');
  demand(keyring.startsWith('ii'), 'a keyring came along');
  say(`installed ${basename(old)} with all that it needs`);

  writeOldProfile(userData);
  for (const path of [join(folder, HOME, '.config'), userData, join(userData, 'perch.sqlite')])
    chownSync(path, uid, gid);
  const was = readProfile(userData);
  demand(was.schema < was.newest, 'the older database is older');
  await install(release);
  say(`upgraded to ${basename(release)}`);

  await startForUser(folder);
  const now = readProfile(userData);
  demand(
    now.schema === was.newest && now.accounts.includes(KEPT_ACCOUNT),
    `the database was migrated: ${JSON.stringify(now)}`,
  );
  demand(
    openToOthers(userData).length === 0,
    `what it writes is its user's alone: ${openToOthers(userData).join(', ')}`,
  );
  say(`it starts, shows prices, and has taken its database from schema ${was.schema} to ${now.schema}`);

  await install(test);
  await trade(folder);
  say('it traded on paper, with its key in the keyring');

  const own = (await inside('dpkg', '-L', 'perch')).split('\n').filter((path) => path.includes('perch'));
  await inside('apt-get', 'remove', '-y', '-qq', 'perch');
  const left = own.filter((path) => existsSync(join(folder, path)));
  demand(own.length > 30 && left.length === 0, `nothing of it is left: ${left.join(', ')}`);
  const more = filesOutside(folder).filter((path) => !before.includes(path) && /perch/i.test(path));
  demand(more.length === 0, `nothing of it lies elsewhere: ${more.join(', ')}`);
  demand(readProfile(userData).accounts.includes(KEPT_ACCOUNT), "its user's data are there");
  say("removed without a trace, and its user's data are there");
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(`not so: ${what}`);
}

/** Paths that a package could have left, those of the trial itself and of package lists not counted. */
function filesOutside(folder: string): string[] {
  const found = ['etc', 'usr', 'var/lib', 'opt', 'root'].flatMap((top) =>
    readdirSync(join(folder, top), { recursive: true, encoding: 'utf8' }).map((name) => join(top, name)),
  );
  return found.filter((path) => !path.startsWith(PLACE) && !path.startsWith('var/lib/apt'));
}

function openToOthers(folder: string): string[] {
  return ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })].filter((name) => {
    const found = lstatSync(join(folder, name));
    return !found.isSymbolicLink() && (found.mode & 0o077) !== 0;
  });
}

/** The command that starts Perch as its user, in a session of that user's. */
function userCommand(folder: string): string[] {
  return [
    folder,
    'runuser',
    '-u',
    'trader',
    '--',
    '/usr/bin/env',
    '-i',
    'PATH=/usr/bin:/bin',
    'LANG=C.UTF-8',
    'PERCH_ANNOUNCE_READY=1',
    'sh',
    `/${PLACE}/session.sh`,
  ];
}

/** Starts the package for users as a person does, waits until it shows prices, looks at its limits, and ends it. */
async function startForUser(folder: string): Promise<void> {
  const child = spawn(enterProgram, userCommand(folder), { stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    await lookAt(child);
  } finally {
    child.kill('SIGKILL');
  }
}

async function lookAt(child: ChildProcessByStdio<null, Readable, Readable>): Promise<void> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const ready = new Promise<boolean>((resolve) => {
    child.stdout.on('data', () => output.includes('ready\n') && resolve(true));
    setTimeout(() => resolve(false), PATIENCE_MS).unref();
    child.once('exit', () => resolve(false));
  });
  demand(await ready, `it shows its desk:\n${output}`);
  const pids = processesOfPerch();
  const limited = pids.filter((pid) => /^Max core file size +0 +0 /m.test(textOf(`/proc/${pid}/limits`)));
  demand(pids.length >= 5 && limited.length === pids.length, 'no process of it leaves a core dump');
  const main = pids.find((pid) => !textOf(`/proc/${pid}/cmdline`).includes('--type='));
  if (main !== undefined) process.kill(main, 'SIGTERM');
  const code = await endOfProcess(child);
  demand(code === 0, `it ends with 0 and not ${code}`);
}

/** The package for users runs from that folder alone. */
function processesOfPerch(): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => textOf(`/proc/${pid}/cmdline`).startsWith('/usr/lib/perch/perch')).map(Number);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

async function trade(folder: string): Promise<void> {
  const held = await holdStart(`/${PLACE}/${basename(attachBeforeReady)}`);
  const program = join(folder, PLACE, 'perch-in-root.sh');
  const quoted = [enterProgram, ...userCommand(folder)].map((word) => `'${word}'`).join(' ');
  writeFileSync(program, `#!/bin/sh\nexec ${quoted} "$@"\n`, { mode: 0o755 });
  const launching = _electron.launch({
    executablePath: program,
    args: [held.switch],
    chromiumSandbox: true,
    timeout: PATIENCE_MS,
  });
  const [electron] = await Promise.all([launching, held.release()]);
  // Asked for now: afterwards it is gone.
  const child = electron.process();
  try {
    await tradeIn(electron);
    await electron.evaluate(({ app }) => app.quit()).catch(() => undefined);
    await endOfProcess(child);
  } finally {
    child.kill('SIGKILL');
  }
}

async function tradeIn(electron: ElectronApplication): Promise<void> {
  const page =
    electron.windows().find((each) => each.url().endsWith('/terminal.html')) ??
    (await electron.waitForEvent('window', (each) => each.url().endsWith('/terminal.html')));
  const terminal = new Terminal(page);
  await terminal.accountButton.waitFor();
  if ((await terminal.badge()) !== text('mode.paper'))
    await terminal.chooseFromAccountMenu('Practice account');
  await terminal.live();
  demand((await terminal.badge()) === text('mode.paper'), 'it says that this is paper');
  const card = await terminal.accountCard('Practice account');
  await card.getByText(text('accounts.secretHome.keychain')).waitFor();
  await (await terminal.accountCard(KEPT_ACCOUNT)).waitFor();
  await terminal.closeDialog();
  await terminal.select('BTC/USDT');
  const orderId = await terminal.rest('BUY', await terminal.priceAt('0.87'), '0.0125');
  await terminal.showOrders();
  await terminal.page.getByText(orderId).first().waitFor();
  const paper = accountAt({ rest: `http://${await terminal.host()}`, key: '', secret: '' });
  const { askPrice } = await paper.best('BTCUSDT');
  // A little through the ask: the market moves while it is typed.
  await terminal.fill('BUY', cutDown(multiply(askPrice, '1.005'), 2), '0.01');
  await terminal.send();
  await terminal.says(pattern('ticket.result.filled', { quantity: '0.01', asset: 'BTC' }));
  await terminal.showOrders();
  await terminal.cancel(orderId);
}
