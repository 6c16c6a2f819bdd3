import { StepFailed } from './say.mjs';
import { endChild, exitCodeOf, startChild } from './children.mjs';

const keptOutput = 20_000;

/**
 * Runs a command to its end without showing its output, unless it fails: then the last part of it is in the error.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs: number, what: string, remedy?: string }} options
 *   `what` names the step in the error
 * @returns {Promise<string>} stdout
 */
export async function run(command, args, { cwd, env, timeoutMs, what, remedy }) {
  const child = startChild(command, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let stdout = '';
  let shown = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk) => {
    stdout += chunk;
    shown = (shown + chunk).slice(-keptOutput);
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk) => {
    shown = (shown + chunk).slice(-keptOutput);
  });
  let timedOut = false;
  const limit = setTimeout(() => {
    timedOut = true;
    void endChild(child, 2_000);
  }, timeoutMs);
  try {
    const code = await exitCodeOf(child).catch((error) => {
      throw new StepFailed(
        `${what} failed: ${command} cannot be run (${error.code ?? error.message})`,
        remedy,
      );
    });
    if (timedOut) throw new StepFailed(`${what} did not end within ${timeoutMs / 1000} s\n${shown}`, remedy);
    if (code !== 0) throw new StepFailed(`${what} failed with exit code ${code}\n${shown.trimEnd()}`, remedy);
    return stdout;
  } finally {
    clearTimeout(limit);
  }
}
