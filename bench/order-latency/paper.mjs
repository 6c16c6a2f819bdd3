import { join } from 'node:path';
import { endChild, startChild } from '../../scripts/lib/children.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { lineFrom } from '../../scripts/lib/session/line-from.mjs';

/**
 * A paper exchange as anybody can start it from the command line.
 * @param {{ key: string, secret: string }} credentials
 */
export async function startPaper({ key, secret }) {
  const child = startChild(
    process.execPath,
    [join(root, 'out/main/paper.js'), '--port', '0', '--seed', '7', '--key', key, '--secret', secret],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const { rest } = /** @type {{ rest: string }} */ (
    JSON.parse(await lineFrom(child, 1, 'the paper exchange'))
  );
  return { port: Number(new URL(rest).port), end: () => endChild(child, 2_000) };
}
