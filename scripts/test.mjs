import { onFirstSignal } from './lib/on-first-signal.mjs';
import { runTests } from './lib/run-tests.mjs';
import { say, sayFailure } from './lib/say.mjs';
import { setUp } from './lib/setup.mjs';

/** Unit and integration tests first, because they are quick and say more exactly what is wrong. */
const phases = [
  { name: 'unit and integration tests', config: 'vitest.config.ts' },
  { name: 'end-to-end tests', config: 'vitest.e2e.config.ts' },
];

const total = { passed: 0, failed: 0 };
/** @type {() => void} */
let stop = () => process.exit(130);
let stopped = false;

/** `npm test`: sets up what is missing, runs every test, and says in the last line how many passed and failed. */
async function test() {
  // The end-to-end tests bring their own session on Linux, also where there is a display.
  await setUp({ ownSession: true, build: true });
  for (const { name, config } of phases) {
    if (stopped) return;
    say(name);
    const tally = await runTests(config, (stopRun) => {
      stop = stopRun;
    });
    total.passed += tally.passed;
    total.failed += tally.failed;
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
