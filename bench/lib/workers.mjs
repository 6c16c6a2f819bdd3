import { fork } from 'node:child_process';

/**
 * A child process that answers each message with one message.
 * @typedef {object} Worker
 * @property {(message: object) => Promise<any>} ask
 * @property {() => Promise<void>} end
 */

const patienceMs = 60_000;

/**
 * @param {string} script
 * @param {{ executable?: string, args?: readonly string[], execArgs?: readonly string[], env?: Record<string, string> }} [options] another program than this Node
 * @returns {Worker & { next: () => Promise<any> }} `next` waits for a message that nobody asked for
 */
export function startWorker(
  script,
  { executable = process.execPath, args = [], execArgs = [], env = {} } = {},
) {
  const child = fork(script, args, {
    execPath: executable,
    execArgv: [...execArgs],
    env: { ...process.env, NODE_ENV: 'production', ...env },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));

  const next = () =>
    new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(limit);
        child.off('message', onMessage);
        child.off('exit', onExit);
      };
      /** @param {unknown} message */
      const onMessage = (message) => {
        stop();
        resolve(message);
      };
      /** @param {number | null} code */
      const onExit = (code) => {
        stop();
        reject(new Error(`${script} ended with ${code}`));
      };
      const limit = setTimeout(() => {
        stop();
        reject(new Error(`${script} did not answer within ${patienceMs / 1000} s`));
      }, patienceMs);
      child.once('message', onMessage);
      child.once('exit', onExit);
    });

  return {
    next,
    ask: (message) => {
      const answer = next();
      child.send(message);
      return answer;
    },
    end: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
