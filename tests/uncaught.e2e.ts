import { expect, it } from 'vitest';
import { uncaughtIn } from './harness/launch';
import { appOfTest, environmentOfTest } from './harness/launch-terminal';

const SOON = { timeout: 15_000, interval: 50 };

it('what nobody caught is written down without its words; trading goes on, and Perch ends when it is asked to', async () => {
  const environment = await environmentOfTest();
  const { app, terminal } = await appOfTest({ environment, throws: true });
  await terminal.live();
  await app.electron.evaluate(() => {
    setTimeout(() => {
      throw new RangeError('a word of a test');
    });
    setTimeout(() => void Promise.reject(new TypeError('a word of a test')));
  });
  await expect.poll(() => uncaughtIn(app.userData), SOON).toHaveLength(2);
  const written = (await uncaughtIn(app.userData)).join('\n');
  expect(written).toMatch(/uncaught: RangeError\n\s+at /);
  expect(written).toMatch(/unhandled: TypeError\n\s+at /);
  expect(written).not.toContain('a word of a test');

  await terminal.select('ETH/USDT');
  const id = await terminal.rest('BUY', await terminal.priceAt('0.87'), '0.1');
  await terminal.showOrders();
  await terminal.cancel(id);
  await expect.poll(() => terminal.openOrders(), SOON).toEqual([]);
  expect(await app.quit()).toBe(0);
});
