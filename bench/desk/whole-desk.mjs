/** The list of markets while the desk is measured. */
export const watched = ['BTCUSDT', 'ETHUSDT', 'LTCUSDT', 'BNBUSDT', 'XRPUSDT'];

const indicators = [
  { kind: 'volume' },
  { kind: 'sma', period: 20, colour: 'blue' },
  { kind: 'ema', period: 50, colour: 'amber' },
  { kind: 'vwap', colour: 'violet' },
  { kind: 'rsi', period: 14, colour: 'cyan' },
];

/**
 * Opens everything that a desk can have open beside orders: indicators, a watchlist with lines of the day, alerts that are watched,
 * and a chart in a window of its own.
 * @param {import('../lib/desk.mjs').Desk} desk
 */
export async function openWholeDesk({ app, terminal }) {
  await app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((each) =>
      each.webContents.getURL().endsWith('/terminal.html'),
    );
    // High enough for book and trades above each other.
    window?.setContentSize(1_440, 1_000);
  });
  await terminal.evaluate(async ([symbols, drawn]) => {
    const { commands } = /** @type {any} */ (globalThis).perch;
    const call = async (/** @type {string} */ name, /** @type {object} */ input) => {
      const result = await commands[name](input);
      if (!result.ok) throw new Error(`${name}: ${result.error.code}: ${result.error.message}`);
      return result.value;
    };
    const { id } = await call('watchlist.create', { name: 'Bench' });
    await call('watchlist.watch', { id, symbols, watched: true });
    await call('settings.change', {
      welcomed: 'on',
      indicators: JSON.stringify(drawn),
      marketTab: 'watchlist',
      watchlist: String(id),
    });
    for (const symbol of /** @type {string[]} */ (symbols)) {
      await call('alert.create', { rule: { kind: 'rises', symbol, price: '100000000' } });
      await call('alert.create', { rule: { kind: 'spread', symbol, percent: '90' } });
      await call('alert.create', {
        rule: { kind: 'volume', symbol, interval: '1m', times: '1000' },
      });
    }
    await call('pane.open', { content: 'chart' });
  }, /** @type {const} */ ([watched, indicators]));
  const limit = Date.now() + 20_000;
  while (!app.windows().some((page) => page.url().includes('/pane.html'))) {
    if (Date.now() > limit) throw new Error('no pane');
    await terminal.waitForTimeout(50);
  }
  await terminal.bringToFront();
}
