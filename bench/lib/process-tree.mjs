import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * @typedef {object} Process
 * @property {number} pid
 * @property {string} kind Chromium's name of it: `browser`, `renderer`, `gpu-process`, `zygote`, `utility: <service>`
 * @property {number} pssKb its own pages, and its share of those it shares with others
 * @property {number} cpuMs time on a processor of all its threads since it began
 */

/** A Node process that an Electron app forks, and nothing else in Chromium, has this type. */
export const NODE_SERVICE = 'utility: node.mojom.NodeService';

/**
 * All processes below one and itself, with what they hold in memory and have used of the processors. Linux.
 * @param {number} root
 * @returns {Process[]}
 */
export function processesOf(root) {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(Number(name));
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  /** @type {Process[]} */
  const found = [];
  const waiting = [root];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    waiting.push(...(children.get(pid) ?? []));
    const pssKb = pssOf(pid);
    if (pssKb !== undefined) found.push({ pid, kind: kindOf(pid), pssKb, cpuMs: cpuMsOf(pid) });
  }
  return found;
}

/**
 * Processes of the same program outside of the tree: pages that they share with it count for less in its PSS.
 * @param {number} root
 * @param {readonly Process[]} tree
 * @returns {number}
 */
export function strangersOf(root, tree) {
  const program = programOf(root);
  const own = new Set(tree.map(({ pid }) => pid));
  return readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && !own.has(Number(name)) && programOf(Number(name)) === program,
  ).length;
}

/** @param {number} pid */
function programOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return undefined;
  }
}

/** @param {number} pid @param {string} file @returns {string | undefined} undefined when the process is gone */
function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

/** proc(5): the fourth field of `stat`, after a name in brackets that may hold anything. @param {number} pid */
function parentOf(pid) {
  const stat = read(pid, 'stat');
  if (stat === undefined) return undefined;
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

/** @param {number} pid */
function pssOf(pid) {
  const line = read(pid, 'smaps_rollup')?.match(/^Pss:\s+(\d+) kB$/m);
  return line === null || line === undefined ? undefined : Number(line[1]);
}

/** In `stat` that is counted in hundredths of a second, in `schedstat` in nanoseconds. @param {number} pid @returns {number} */
export function cpuMsOf(pid) {
  /** @type {string[]} */
  let threads = [];
  try {
    threads = readdirSync(`/proc/${pid}/task`);
  } catch {
    // It is gone.
  }
  const ns = threads.reduce(
    (sum, thread) => sum + Number(read(pid, `task/${thread}/schedstat`)?.split(' ')[0] ?? 0),
    0,
  );
  return ns / 1e6;
}

/** @param {number} pid */
function kindOf(pid) {
  const words = (read(pid, 'cmdline') ?? '').split(/[\0 ]/);
  /** @param {string} name */
  const value = (name) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
  const type = value('type') ?? 'browser';
  return type === 'utility' ? `utility: ${value('utility-sub-type') ?? '?'}` : type;
}
