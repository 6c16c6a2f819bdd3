import type { Page } from 'playwright-core';
import type { LaunchedApp } from './launch';
import { text, type Terminal } from './terminal';

const SYMBOLS = ['BTCUSDT', 'ETHUSDT', 'LTCUSDT', 'BNBUSDT', 'XRPUSDT'];
const INDICATORS = [
  { kind: 'volume' },
  { kind: 'sma', period: 20, colour: 'blue' },
  { kind: 'ema', period: 50, colour: 'amber' },
  { kind: 'vwap', colour: 'violet' },
  { kind: 'rsi', period: 14, colour: 'cyan' },
];

/**
 * Opens what a desk can have open beside its orders: all kinds of indicators, a list with lines of the day, alerts that are watched, and a
 * chart in a window of its own; on a screen high enough for book and trades above each other.
 */
export async function openWholeDesk(app: LaunchedApp, { page }: Terminal): Promise<{ pane: Page }> {
  await app.electron.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((each) =>
      each.webContents.getURL().endsWith('/terminal.html'),
    );
    window?.setContentSize(1_440, 1_000);
  });
  await page.evaluate(
    async ([symbols, indicators]) => {
      const { commands } = window.perch;
      const list = await commands['watchlist.create']({ name: 'Storm' });
      if (!list.ok) throw new Error(list.error.message);
      const { id } = list.value;
      await commands['watchlist.watch']({ id, symbols: [...symbols], watched: true });
      await commands['settings.change']({
        indicators: JSON.stringify(indicators),
        marketTab: 'watchlist',
        watchlist: String(id),
      });
      const once = {
        repeat: 'once',
        cooldownSeconds: 0,
        hysteresis: '0',
        note: '',
        sound: false,
        expiresAt: null,
      } as const;
      for (const symbol of symbols) {
        await commands['alert.create']({ rule: { kind: 'rises', symbol, price: '100000000' }, ...once });
        await commands['alert.create']({ rule: { kind: 'spread', symbol, percent: '90' }, ...once });
      }
    },
    [SYMBOLS, INDICATORS] as const,
  );
  const chart = page.getByRole('region', { name: text('chart.title') });
  await chart.getByRole('button', { name: text('pane.openChart') }).click();
  return { pane: await app.window('pane') };
}
