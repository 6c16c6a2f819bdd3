import { join } from 'node:path';
import { exitCodeOf, startChild } from './lib/children.mjs';
import { ensureNpmPackages } from './lib/npm-packages.mjs';
import { root, stampFolder } from './lib/paths.mjs';
import { sayFailure } from './lib/say.mjs';
import { oneAtATime } from './lib/setup-lock.mjs';

const kept = (/** @type {string} */ name) => join(stampFolder, name);

const lintArgs = (/** @type {string} */ cache) => [
  '--max-warnings=0',
  '--cache',
  '--cache-strategy=content',
  `--cache-location=${kept(cache)}`,
];

/**
 * `npm run check`: everything that can be said about the code without running the app.
 * Longest first, so that two cores are busy to the end. What can remember unchanged files does so in .cache/.
 * Of the tests it runs those of one module each; integration tests have a second word in their name, such as
 * endpoints.paper.test.ts, and are left to `npm test`.
 * @type {readonly { name: string, program: string, args: readonly string[], env?: NodeJS.ProcessEnv }[]}
 */
const checks = [
  {
    name: 'components',
    program: 'eslint/bin/eslint.js',
    // Types of all components are read once, not anew for each; only as long as ESLint parses nothing else beside them.
    env: { SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK: '1' },
    args: ['**/*.svelte', ...lintArgs('eslint-components')],
  },
  {
    name: 'unit tests',
    program: 'vitest/vitest.mjs',
    args: ['run', '--reporter=dot', '--project=unit'],
  },
  {
    name: 'types',
    program: 'svelte-check/bin/svelte-check',
    // With TypeScript 7 (@typescript/native), and of every file in tsconfig.json, components or not.
    args: ['--tsgo', '--fail-on-warnings', '--output=human'],
  },
  {
    name: 'imports',
    program: 'eslint/bin/eslint.js',
    args: ['.', '--ignore-pattern=**/*.svelte', ...lintArgs('eslint-imports')],
  },
  { name: 'lint', program: 'oxlint/bin/oxlint', args: [] },
  {
    name: 'format',
    program: 'prettier/bin/prettier.cjs',
    args: ['--check', '--log-level=warn', '--cache', `--cache-location=${kept('prettier')}`, '.'],
  },
  { name: 'dead code', program: 'knip/bin/knip.js', args: ['--no-progress'] },
];

/** As many as the usual two cores, because each is busy all the time. */
const atOnce = 2;

/** @param {(typeof checks)[number]} check @returns {Promise<boolean>} whether it passed */
async function runCheck({ name, program, args, env = {} }) {
  const began = Date.now();
  const child = startChild(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd: root,
    env: { ...process.env, ...env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk) => (output += chunk));
  }
  const passed = (await exitCodeOf(child)) === 0;
  const seconds = ((Date.now() - began) / 1000).toFixed(1).padStart(5);
  process.stdout.write(`${passed ? 'ok    ' : 'FAILED'} ${name.padEnd(10)} ${seconds} s\n`);
  if (!passed) process.stdout.write(`${output.trim()}\n\n`);
  return passed;
}

async function check() {
  await oneAtATime(ensureNpmPackages);
  const waiting = [...checks];
  let failed = 0;
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (!(await runCheck(next))) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  process.stdout.write(
    failed === 0 ? 'all checks passed\n' : `${failed} of ${checks.length} checks failed\n`,
  );
  process.exitCode = failed === 0 ? 0 : 1;
}

try {
  await check();
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
