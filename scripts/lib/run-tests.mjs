import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endChild, exitCodeOf, startChild } from './children.mjs';
import { root } from './paths.mjs';
import { say } from './say.mjs';

/**
 * @typedef {{ passed: number, failed: number }} Tally
 * @typedef {{ status: string, assertionResults: { status: string }[] }} Suite of vitest's JSON report
 */

const limitMs = 30 * 60_000;

/** @param {string} file @returns {Promise<{ testResults: Suite[] } | undefined>} undefined when vitest wrote none */
async function readReport(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Counts a report so that nothing that went wrong is missing from it: a suite that does not load counts as one failed
 * test, and so does a run without tests, or one that vitest calls failed for a reason outside all tests.
 * @param {{ testResults: Suite[] } | undefined} report
 * @param {number} exitCode of vitest
 * @returns {Tally}
 */
export function tallyOf(report, exitCode) {
  const suites = report?.testResults ?? [];
  const statuses = suites.flatMap((suite) => suite.assertionResults.map(({ status }) => status));
  const passed = statuses.filter((status) => status === 'passed').length;
  const failedTests = statuses.filter((status) => status === 'failed').length;
  const failedSuites = suites.filter(
    (suite) => suite.status === 'failed' && !suite.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  const failed = failedTests + failedSuites;
  const unexplained = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: unexplained ? 1 : failed };
}

/**
 * Runs vitest with its output on the screen.
 * @param {string} config its configuration file, relative to the root
 * @param {(stop: () => void) => void} onStart is given a way to end the run early
 * @returns {Promise<Tally>}
 */
export async function runTests(config, onStart) {
  const folder = await mkdtemp(join(tmpdir(), 'perch-tests-'));
  const report = join(folder, 'report.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const child = startChild(process.execPath, [vitest, 'run', '--config', config, ...reporters], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const stop = () => void endChild(child, 5_000);
  onStart(stop);
  const limit = setTimeout(() => {
    say(`the tests of ${config} did not end within ${limitMs / 60_000} minutes`);
    stop();
  }, limitMs);
  try {
    const exitCode = await exitCodeOf(child);
    return tallyOf(await readReport(report), exitCode);
  } finally {
    clearTimeout(limit);
    await rm(folder, { recursive: true, force: true });
  }
}
