import { join } from 'node:path';
import { endChild, startChild } from '../../scripts/lib/children.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { lineFrom } from '../../scripts/lib/session/line-from.mjs';

/** Thousands of symbols have a past that must be made first. */
const patienceMs = 60_000;

/**
 * A paper exchange as anybody can start it from the command line, in a process of its own. A flag that is not given has its default.
 * @param {{ key?: string, secret?: string, rate?: number, symbols?: number, faults?: string }} [flags]
 * @returns {Promise<{ pid: number, port: number, rest: string, stream: string, end: () => Promise<void> }>}
 */
export async function startPaper(flags = {}) {
  const words = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = startChild(
    process.execPath,
    [join(root, 'out/main/paper.cjs'), '--port', '0', '--seed', '7', ...words],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const { rest, stream } = /** @type {{ rest: string, stream: string }} */ (
    JSON.parse(await lineFrom(child, 1, 'the paper exchange', patienceMs))
  );
  const { port } = new URL(rest);
  return { pid: Number(child.pid), port: Number(port), rest, stream, end: () => endChild(child, 2_000) };
}
