import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'libsql';
import { root } from '../../scripts/lib/paths.mjs';
import { packagedApps } from '../lib/packaged.mjs';
import { NODE_SERVICE, processesOf, strangersOf } from '../lib/process-tree.mjs';
import { runApp } from '../lib/run-app.mjs';

const bareWindow = join(root, 'bench/bare-window');
const folders = { perch: root, bare: bareWindow };

/**
 * @typedef {object} Place where apps run
 * @property {string} electron
 * @property {readonly string[]} switches
 * @property {Record<string, string>} env
 *
 * @typedef {'perch' | 'bare'} AppName
 */

const newUserData = () => mkdtempSync(join(tmpdir(), 'perch-bench-'));

/** Both in the Electron of the place, from their folders. @param {Place} place */
const programsIn = ({ electron }) => ({
  perch: { electron, app: folders.perch },
  bare: { electron, app: folders.bare },
});

/** Lets the processes of the run before be gone, and their pages. */
const settleMs = 400;

/**
 * Runs an app, does something with it and ends it.
 * @template T
 * @param {Place} place
 * @param {{ electron: string, app?: string }} program
 * @param {string | undefined} userData a folder to go on with; default a new one for this run
 * @param {(app: import('../lib/run-app.mjs').RunningApp) => Promise<T>} use
 */
async function withApp(place, program, userData, use) {
  const folder = userData ?? newUserData();
  try {
    const app = await runApp({ ...place, ...program, userData: folder });
    try {
      return await use(app);
    } finally {
      await app.end();
    }
  } finally {
    if (userData === undefined) rmSync(folder, { recursive: true, force: true });
    await sleep(settleMs);
  }
}

/**
 * @typedef {Record<'perchAgain' | 'bareAgain' | 'perchFirst' | 'bareFirst', number[]> & { packaged?: boolean }} StartTimes ms, by round
 *
 * From process start to painted: Perch with live prices, a bare window with its text. `Again` with the userData of an
 * earlier run, `First` with none. Both are packed: there is no way in for a debugger, and none is needed, because either app says on its
 * stdout when it has painted.
 * @param {Place} place
 * @param {{ rounds: number }} options
 * @returns {Promise<StartTimes>}
 */
export async function measureStarts(place, { rounds }) {
  const packed = await packagedApps();
  const programs = { perch: { electron: packed.perch }, bare: { electron: packed.bare } };
  const kept = { perch: newUserData(), bare: newUserData() };
  /** @type {StartTimes} */
  const times = {
    perchAgain: [],
    bareAgain: [],
    perchFirst: [],
    bareFirst: [],
    packaged: true,
  };
  const turns = /** @type {const} */ ([
    ['bareAgain', 'bare', kept.bare],
    ['perchAgain', 'perch', kept.perch],
    ['bareFirst', 'bare', undefined],
    ['perchFirst', 'perch', undefined],
  ]);
  const readyMs = async (/** @type {{ readyMs: number }} */ app) => app.readyMs;
  try {
    // Not counted: makes the kept folders, and brings the files of both from the disk.
    for (const name of /** @type {const} */ (['perch', 'bare']))
      await withApp(place, programs[name], kept[name], readyMs);
    markWelcomed(kept.perch);
    for (let round = 0; round < rounds; round += 1) {
      const order = round % 2 === 0 ? turns : [...turns].reverse();
      for (const [what, name, userData] of order)
        times[what].push(await withApp(place, programs[name], userData, readyMs));
    }
  } finally {
    for (const folder of Object.values(kept)) rmSync(folder, { recursive: true, force: true });
  }
  return times;
}

/** Has the profile of somebody who has read the welcome: it stands before the desk only once. @param {string} userData */
function markWelcomed(userData) {
  const db = new Sqlite(join(userData, 'perch.sqlite'));
  db.prepare("INSERT OR REPLACE INTO settings (key, value) VALUES ('welcomed', 'on')").run();
  db.close();
}

/**
 * @typedef {object} Memory of one run, kB
 * @property {number} pssKb of all processes but the paper exchange
 * @property {number} paperKb of the paper exchange; 0 where there is none
 * @property {Record<string, number>} byKind
 * @property {number} strangers processes of the same Electron that are not the app's; with them the figures are too low
 *
 * @param {Place} place
 * @param {{ rounds: number, afterMs: number }} options `afterMs` from painted to the reading
 * @returns {Promise<Record<AppName, Memory[]>>}
 */
export async function measureMemory(place, { rounds, afterMs }) {
  const kept = { perch: newUserData(), bare: newUserData() };
  const programs = programsIn(place);
  /** @type {Record<AppName, Memory[]>} */
  const memory = { perch: [], bare: [] };
  try {
    // The first run of Perch is another thing than every later one: it makes the account and its orders.
    await withApp(place, programs.perch, kept.perch, async () => undefined);
    markWelcomed(kept.perch);
    for (let round = 0; round < rounds; round += 1) {
      for (const name of /** @type {const} */ (['bare', 'perch'])) {
        // One after the other: side by side they would share pages, and each would count for less.
        const seen = await withApp(place, programs[name], kept[name], async ({ pid }) => {
          await sleep(afterMs);
          const tree = processesOf(pid);
          return { ...summed(tree), strangers: strangersOf(pid, tree) };
        });
        memory[name].push(seen);
      }
    }
  } finally {
    for (const folder of Object.values(kept)) rmSync(folder, { recursive: true, force: true });
  }
  return memory;
}

/** @param {readonly import('../lib/process-tree.mjs').Process[]} processes @returns {Omit<Memory, 'strangers'>} */
function summed(processes) {
  /** @type {Record<string, number>} */
  const byKind = {};
  for (const { kind, pssKb } of processes) byKind[kind] = (byKind[kind] ?? 0) + pssKb;
  const all = processes.reduce((sum, { pssKb }) => sum + pssKb, 0);
  const paperKb = byKind[NODE_SERVICE] ?? 0;
  return { pssKb: all - paperKb, paperKb, byKind };
}
