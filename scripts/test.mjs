import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { onFirstSignal } from './lib/on-first-signal.mjs';
import { root } from './lib/paths.mjs';
import { runTests } from './lib/run-tests.mjs';
import { say, sayFailure } from './lib/say.mjs';
import { setUp } from './lib/setup.mjs';

/** End-to-end tests that mostly wait: for faults to show, for connections to come back, for a person to answer. */
const WAITING = [
  'live-markets',
  'refusals',
  'order-life',
  'keychain',
  'confirm',
  'quit',
  'fill-notices',
  'environment',
  'profile',
].map((name) => `tests/${name}.e2e.ts`);

/**
 * Unit and integration tests first, because they are quick and say more exactly what is wrong. The end-to-end tests in two halves at once,
 * each with a display, a session bus and a keyring of its own: one half waits while the other works.
 */
function phases() {
  const all = readdirSync(join(root, 'tests'))
    .filter((name) => name.endsWith('.e2e.ts'))
    .map((name) => `tests/${name}`);
  const config = 'vitest.e2e.config.ts';
  return [
    { name: 'unit and integration tests', runs: [{ config: 'vitest.config.ts', files: [] }] },
    {
      name: 'end-to-end tests',
      runs: [
        { config, files: all.filter((file) => WAITING.includes(file)) },
        { config, files: all.filter((file) => !WAITING.includes(file)) },
      ],
    },
  ];
}

const total = { passed: 0, failed: 0 };
/** @type {() => void} */
let stop = () => process.exit(130);
let stopped = false;

/** `npm test`: sets up what is missing, runs every test, and says in the last line how many passed and failed. */
async function test() {
  // The end-to-end tests bring their own session on Linux, also where there is a display.
  await setUp({ ownSession: true, build: true });
  for (const { name, runs } of phases()) {
    if (stopped) return;
    say(name);
    /** @type {(() => void)[]} */
    const stops = [];
    stop = () => stops.forEach((stopRun) => stopRun());
    const tallies = await Promise.all(
      runs.map(({ config, files }) => runTests(config, files, (stopRun) => stops.push(stopRun))),
    );
    for (const tally of tallies) {
      total.passed += tally.passed;
      total.failed += tally.failed;
    }
  }
}

onFirstSignal(() => {
  stopped = true;
  stop();
});
try {
  await test();
} catch (error) {
  sayFailure(error);
  total.failed += 1;
}
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
