import { beforeAll, describe, expect, it } from 'vitest';
import { resize } from './demo/album';
import { startEnvironment } from './harness/environment';
import { launchApp } from './harness/launch';
import { differsFromKept } from './harness/picture';
import { Terminal } from './harness/terminal';
import { CROSSED_LOOKS, setLook, settled } from './screens/screen';
import { closeStates, statesOf, type StateDesk } from './screens/states';

/*
 * Every state of the desk, provoked by faults of the exchange or of the system, with its next step, and compared with the kept picture
 * of it. `PERCH_RENEW_PICTURES=1 npx vitest run --config vitest.e2e.config.ts tests/states.e2e.ts` keeps those of now.
 */

let desk: StateDesk;

beforeAll(async () => {
  const environment = await startEnvironment('unlocked');
  const app = await launchApp({ environment });
  const terminal = new Terminal(await app.window('terminal'));
  desk = { app, terminal, environment, paper: undefined, shift: 0 };
  await resize(app, terminal.page, 1280, 800);
  return async () => {
    await app.dispose();
    await closeStates(desk);
    await environment.end();
  };
}, 60_000);

/** The parts that show the state, in both looks; what differs from the kept pictures. */
async function differences(slug: string, parts: ReturnType<typeof statesOf>[number]['parts']) {
  const { page } = desk.terminal;
  await page.mouse.move(640, 0);
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  const wrong: string[] = [];
  for (const look of CROSSED_LOOKS) {
    await setLook(desk, look);
    await settled(page, look);
    for (const [part, element] of Object.entries(parts)) {
      wrong.push(await differsFromKept(element(), `${slug}-${part}-${look.theme}-${look.language}`));
    }
  }
  return wrong.filter((words) => words !== '');
}

const SLUGS = [
  'paper',
  'empty-orders',
  'empty-alerts',
  'halted',
  'keychain-locked',
  'locked',
  'loading',
  'clock-wrong',
  'key-refused',
  'rate-limited',
  'polling',
  'stale',
  'offline',
  'offline-all',
];

describe.each(SLUGS)('%s', (slug) => {
  it('is said with its next step, looks as it was kept, and is mended by that step', async () => {
    await setLook(desk, { theme: 'dark', language: 'en' });
    const state = statesOf(desk).find((one) => one.slug === slug);
    if (!state) throw new Error(`there is no state ${slug}`);
    await state.provoke();
    const wrong = await differences(slug, state.parts);
    await state.mend();
    expect(wrong).toEqual([]);
  });
});
