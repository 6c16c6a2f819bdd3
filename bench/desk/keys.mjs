import { setTimeout as sleep } from 'node:timers/promises';

/**
 * From the press of a key in a field of the ticket to the end of the frame that shows it.
 * @param {import('playwright-core').Page} page
 * @param {number} count
 * @returns {Promise<number[]>} ms
 */
export async function measureKeys(page, count) {
  const field = page.getByRole('textbox', { name: 'Quantity', exact: true });
  await field.focus();
  await page.evaluate(() => {
    const bench = /** @type {any} */ (globalThis);
    /** @type {number[]} */
    const times = (bench.perchBenchKeys = []);
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => times.push(performance.now() - timeStamp);
          channel.port2.postMessage(undefined);
        });
      },
      true,
    );
  });
  const digits = '0123456789';
  for (let index = 0; index < count; index += 1) {
    // As fast as somebody types figures, and the field is emptied before it is full.
    await page.keyboard.press(index % 8 === 7 ? 'Control+A' : (digits[index % 10] ?? '1'));
    await sleep(80 + Math.random() * 60);
  }
  await field.fill('');
  return page.evaluate(() => /** @type {any} */ (globalThis).perchBenchKeys);
}
