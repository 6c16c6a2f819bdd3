/**
 * @typedef {object} Received over the streams of the account's exchange
 * @property {number} messages
 * @property {number} bytes
 */

/**
 * Moves the desk to an exchange and waits until book, tickers and chart come over streams.
 * @param {import('./desk.mjs').Desk} desk
 * @param {import('./desk.mjs').ExchangeAccount} account
 * @returns {Promise<{ received: () => Promise<Received & { counts: Record<string, number> }> }>} what came until now
 */
export async function tradeLive({ terminal, trade }, account) {
  await trade(account);
  await terminal.evaluate(async () => {
    const { perch } = /** @type {any} */ (globalThis);
    const isLive = (/** @type {string} */ topic) =>
      new Promise((resolve, reject) => {
        const limit = setTimeout(() => reject(new Error(`no live ${topic}`)), 40_000);
        const stop = perch.subscribe(topic, (/** @type {any} */ { whole }) => {
          if (whole?.state !== 'live') return;
          clearTimeout(limit);
          setTimeout(() => stop());
          resolve(undefined);
        });
      });
    await Promise.all(['book', 'prices', 'chart'].map(isLive));
  });
  return {
    received: () =>
      terminal.evaluate(() => {
        const { perch } = /** @type {any} */ (globalThis);
        return new Promise((resolve) => {
          const stop = perch.subscribe('diagnostics', (/** @type {any} */ { whole }) => {
            setTimeout(() => stop());
            const { messages, bytes, counts } = whole;
            resolve({ messages, bytes, counts });
          });
        });
      }),
  };
}
