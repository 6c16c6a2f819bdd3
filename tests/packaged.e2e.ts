import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRawHeader } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEBUGGING_SWITCHES } from '../electron/main/debugging-switches';
import { electronSwitches } from '../scripts/lib/electron-switches.mjs';
import { releaseFolder, testFolder } from '../scripts/lib/package/layout.mjs';
import { root } from '../scripts/lib/paths.mjs';
import { thirdParty } from '../scripts/lib/third-party.mjs';
import { endOfProcess } from './harness/end-of-process';
import { startEnvironment, type TestEnvironment } from './harness/environment';

/*
 * What is packed, and the package for users itself. Everything else of the packaged app is asserted by the other end-to-end tests: they
 * drive the test build, and the first tests here say in what it differs.
 */

const isPacked = process.platform === 'linux';
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Paths in an archive with the hash of each file, folders left out. */
function archived(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  interface Entry {
    readonly files?: Readonly<Record<string, Entry>>;
    readonly integrity?: { readonly hash: string };
  }
  const visit = (entry: Entry, path: string): void => {
    if (!entry.files) return void found.set(path, entry.integrity?.hash ?? '');
    for (const [name, each] of Object.entries(entry.files)) visit(each, `${path}/${name}`);
  };
  visit(JSON.parse(getRawHeader(join(folder, 'resources/app.asar')).headerString) as Entry, '');
  return found;
}

/** Inodes of what lies in a folder: the builds share every file that is the same. */
async function inodes(folder: string): Promise<Map<string, number>> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => lstatSync(join(folder, name)).isFile());
  return new Map(files.sort().map((name) => [name, statSync(join(folder, name)).ino]));
}

function different<Value>(one: ReadonlyMap<string, Value>, other: ReadonlyMap<string, Value>): string[] {
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names].filter((name) => one.get(name) !== other.get(name));
}

describe.runIf(isPacked)('the fuses', () => {
  // As characters in the executable.
  const [off, on] = ['0', '1'].map((state) => state.charCodeAt(0));

  it.each([
    ['for users', releaseFolder, off],
    ['for tests', testFolder, on],
  ])('of the build %s are set as SECURITY.md says', async (_whom, folder, inspector) => {
    const wire = await getCurrentFuseWire(join(folder, 'perch'));
    expect({
      runAsNode: wire[FuseV1Options.RunAsNode],
      nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
      nodeInspector: wire[FuseV1Options.EnableNodeCliInspectArguments],
      integrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
      asarOnly: wire[FuseV1Options.OnlyLoadAppFromAsar],
      filePrivileges: wire[FuseV1Options.GrantFileProtocolExtraPrivileges],
      cookies: wire[FuseV1Options.EnableCookieEncryption],
    }).toEqual({
      runAsNode: off,
      nodeOptions: off,
      nodeInspector: inspector,
      integrity: on,
      asarOnly: on,
      filePrivileges: off,
      cookies: off,
    });
  });
});

describe.runIf(isPacked)('the build for tests', () => {
  it('is the one for users but for one byte of the executable and one line of the manifest', async () => {
    const archive = join('resources', 'app.asar');
    const changed = different(await inodes(releaseFolder), await inodes(testFolder));
    expect(changed).toEqual(['perch', archive]);
    const [release, test] = [releaseFolder, testFolder].map((folder) => readFileSync(join(folder, 'perch')));
    let bytes = 0;
    for (let at = 0; at < release!.length; at += 65_536) {
      const [one, other] = [release!, test!].map((file) => file.subarray(at, at + 65_536));
      if (!one!.equals(other!)) one!.forEach((byte, index) => (bytes += byte === other![index] ? 0 : 1));
    }
    expect([test!.length, bytes]).toEqual([release!.length, 1]);
    expect(different(archived(releaseFolder), archived(testFolder))).toEqual(['/package.json']);
  });
});

describe.runIf(isPacked)('what is packed', () => {
  const files = isPacked ? [...archived(releaseFolder).keys()] : [];
  const unpacked = join(releaseFolder, 'resources/app.asar.unpacked');

  it('is what runs: no sources, maps, tests or tools, and of node_modules the native modules alone', () => {
    const kinds = new Set(files.map((file) => /[^/]*?(\.[a-z0-9]+)?$/.exec(file)?.[1] ?? ''));
    expect([...kinds].sort()).toEqual(
      [
        '',
        '.cache',
        '.cjs',
        '.css',
        '.html',
        '.ico',
        '.js',
        '.json',
        '.md',
        '.node',
        '.png',
        '.woff2',
      ].sort(),
    );
    expect(files.filter((file) => /test|bench|probe|\.map|\.ts|\.env|\.pem|\.key/.test(file))).toEqual([]);
    const modules = files.flatMap((file) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
    expect([...new Set(modules)].sort()).toEqual([
      `@libsql/linux-${process.arch}-gnu`,
      '@neon-rs/load',
      'detect-libc',
      'keytar',
      'libsql',
    ]);
    expect([...new Set(files.map((file) => file.split('/')[1]))].sort()).toEqual([
      'node_modules',
      'out',
      'package.json',
    ]);
  });

  it('has one binary of each native module, for this processor, beside the archive', async () => {
    const binaries = (await readdir(unpacked, { recursive: true })).filter((name) => name.endsWith('.node'));
    expect(binaries.sort()).toEqual([
      `node_modules/@libsql/linux-${process.arch}-gnu/index.node`,
      `node_modules/keytar/prebuilds/linux-${process.arch}/keytar.node`,
    ]);
  });

  it("has no app of Electron's own beside ours", () => {
    expect(readdirSync(join(releaseFolder, 'resources')).sort()).toEqual([
      'LICENSE.perch.txt',
      'LICENSES.third-party.txt',
      'app.asar',
      'app.asar.unpacked',
      'perch.cdx.json',
    ]);
  });

  it('names no folder of the machine it was built on, and no map of its sources', () => {
    const archive = readFileSync(join(releaseFolder, 'resources/app.asar'));
    for (const text of [root, 'sourceMappingURL=', 'BEGIN PRIVATE KEY', 'devDependencies']) {
      expect([text, archive.includes(text)]).toEqual([text, false]);
    }
  });

  it('brings its terms: of Perch, of Electron and Chromium, and of every package inside', () => {
    const terms = readFileSync(join(releaseFolder, 'resources/LICENSES.third-party.txt'), 'utf8');
    for (const { name, version, text } of thirdParty()) {
      expect(terms).toContain(`${name} ${version}\n`);
      expect(terms).toContain(text);
    }
    const own = readFileSync(join(releaseFolder, 'resources/LICENSE.perch.txt'), 'utf8');
    expect(own).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'));
    for (const name of ['LICENSE.electron.txt', 'LICENSES.chromium.html'])
      expect(existsSync(join(releaseFolder, name))).toBe(true);
  });
});

describe.runIf(isPacked)('the package for users', () => {
  let environment: TestEnvironment;
  let userData: string;
  let child: ChildProcess;
  let output = '';

  const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
      const all = [`--user-data-dir=${userData}`, ...electronSwitches({ virtualDisplay: true }), ...args];
      const options = { env: { ...process.env, ...environment.env, ...env }, timeout: 20_000 };
      const started = execFile(join(releaseFolder, 'perch'), all, options, (_error, stdout, stderr) =>
        resolve({ code: started.exitCode, stdout, stderr }),
      );
    });

  beforeAll(async () => {
    environment = await startEnvironment();
    userData = await mkdtemp(join(tmpdir(), 'perch-user-'));
    const args = [`--user-data-dir=${userData}`, ...electronSwitches({ virtualDisplay: true })];
    // In a session that lets programs leave core dumps.
    const started = [
      '-c',
      'ulimit -c "$(ulimit -H -c)"; exec "$@"',
      'sh',
      join(releaseFolder, 'perch'),
      ...args,
    ];
    child = spawn('/bin/sh', started, {
      env: { ...process.env, ...environment.env, PERCH_ANNOUNCE_READY: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => (output += String(chunk)));
    await vi.waitFor(() => expect(output).toContain('ready\n'), { timeout: 30_000, interval: 50 });
  });
  afterAll(async () => {
    child?.kill();
    await endOfProcess(child);
    await environment?.end();
    await rm(userData, { recursive: true, force: true });
  });

  it('shows its desk, as the version that it was packed as', () => {
    const log = readFileSync(join(userData, 'logs/perch.log'), 'utf8');
    expect(log).toContain('Perch starts');
    // What V8 made of main when it was packed fits what is packed, and the V8 that runs it.
    expect(log).toContain('code cache: used');
    const inside = readFileSync(join(releaseFolder, 'resources/app.asar')).toString('latin1');
    expect(inside).toContain(`"version": "${manifest.version}"`);
  });

  it('keeps what it writes for its user alone', async () => {
    const names = ['', ...(await readdir(userData, { recursive: true }))];
    const open = names.filter((name) => {
      const found = lstatSync(join(userData, name), { throwIfNoEntry: false });
      return found && !found.isSymbolicLink() && (found.mode & 0o077) !== 0;
    });
    expect([names.length > 10, open]).toEqual([true, []]);
  });

  it('leaves no core dump of any of its processes, and before that is settled none with memory in it', async () => {
    // One that has just ended has no memory any more, and no filter for it.
    const filters = (): (readonly [pid: number, filter: string])[] =>
      processesBelow(child.pid ?? 0)
        .map((pid) => [pid, textOf(`/proc/${pid}/coredump_filter`).trim()] as const)
        .filter(([, filter]) => filter !== '');
    const family = filters();
    expect(family.length).toBeGreaterThanOrEqual(5);
    expect(family.map(([, filter]) => filter)).toEqual(family.map(() => '00000000'));
    const open = (): string[] =>
      filters()
        .map(([pid]) => /^Max core file size +(\S+) +(\S+)/m.exec(textOf(`/proc/${pid}/limits`)))
        .map((limit) => (limit ? `${limit[1]} ${limit[2]}` : '0 0'))
        .filter((limit) => limit !== '0 0');
    await expect.poll(open, { timeout: 10_000 }).toEqual([]);
  });

  it('listens for no debugger', async () => {
    expect(output).not.toContain('listening on');
    const names = await readdir(userData);
    expect(names).not.toContain('DevToolsActivePort');
  });

  it('runs once, and takes nothing from the environment: neither to be Node nor options for it', async () => {
    const trace = join(userData, 'ran');
    const script = join(userData, 'script.cjs');
    await writeFile(script, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, '')`);
    for (const [args, env] of [
      [[], {}],
      [[script], { ELECTRON_RUN_AS_NODE: '1' }],
      [[], { NODE_OPTIONS: `--require=${script}` }],
    ] as const) {
      const { code, stdout } = await start(args, env);
      expect([code, stdout]).toEqual([0, 'Perch is already running: its window was brought to the front.\n']);
      expect(existsSync(trace)).toBe(false);
    }
  });

  it('does not start with switches that let others look into it, and names each that it was given', async () => {
    const { code, stdout, stderr } = await start(DEBUGGING_SWITCHES.map((name) => `--${name}=0`));
    const named = DEBUGGING_SWITCHES.map((name) => `--${name}`).join(' ');
    expect([code, stdout, stderr.includes(`Perch does not start with ${named}:`)]).toEqual([78, '', true]);
    expect(stderr).toContain(`Perch 不会以 ${named} 启动`);
  });

  it.each([
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '--inspect=0',
    '--inspect-brk=0',
    '--js-flags=--expose-gc',
    '--log-net-log=/dev/null',
    '--load-extension=/tmp',
    '--disable-web-security',
  ])('does not start with %s alone, and opens nothing before it ends', async (given) => {
    const { code, stdout, stderr } = await start([given]);
    expect([code, stdout, stderr.includes('Perch does not start with')]).toEqual([78, '', true]);
    expect(stderr).not.toContain('listening on');
    // The one that runs already goes on.
    expect(child.exitCode).toBe(null);
  });

  it('ends when it is told to, with 0', async () => {
    child.kill('SIGTERM');
    expect(await endOfProcess(child)).toBe(0);
  });
});

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** A process and all that it started. */
function processesBelow(pid: number): number[] {
  const children = textOf(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(processesBelow)];
}
