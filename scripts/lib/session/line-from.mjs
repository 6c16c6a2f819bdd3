import { StepFailed } from '../say.mjs';

const usualPatienceMs = 15_000;

/**
 * Waits for the line by which a service says that it is ready.
 * @param {import('node:child_process').ChildProcess} child
 * @param {1 | 3} stream which of its file descriptors
 * @param {string} name for the error
 * @param {number} [patienceMs]
 * @returns {Promise<string>} the first line, without its end
 */
export async function lineFrom(child, stream, name, patienceMs = usualPatienceMs) {
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk) => (errors = (errors + chunk).slice(-4_000)));
  const source = /** @type {import('node:stream').Readable} */ (child.stdio[stream]);
  return new Promise((resolve, reject) => {
    let text = '';
    /** @param {string} why */
    const fail = (why) => {
      clearTimeout(limit);
      reject(new StepFailed(`${name} ${why}${errors ? `\n${errors.trimEnd()}` : ''}`));
    };
    const limit = setTimeout(() => fail(`was not ready within ${patienceMs / 1000} s`), patienceMs);
    child.once('error', (error) => fail(`cannot be run: ${error.message}`));
    child.once('exit', (code, signal) => fail(`ended at once (${code ?? signal})`));
    source.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end < 0) return;
      clearTimeout(limit);
      resolve(text.slice(0, end).trim());
    });
  });
}
