import type { TestPaper } from '../../electron/paper/testing';
import type { FaultRuleInput } from '../../electron/paper/faults/rule';
import type { LaunchedApp } from '../harness/launch';
import { MarketPane } from '../harness/market-pane';
import { pattern, text, type Terminal } from '../harness/terminal';
import type { Album } from './album';

/** How long an unhealthy state may take to show, and a healthy one to come back (ms). */
const PATIENCE_MS = 40_000;
const LIMITED = {
  kind: 'answer',
  status: 429,
  headers: { 'Retry-After': '8' },
  body: JSON.stringify({ code: -1003, msg: 'Too many requests.' }),
  when: 'before',
} as const;

/** Every way in which a market can not be trusted, one picture each; the exchange is whole again at the end. */
export async function breakMarket(
  album: Album,
  app: LaunchedApp,
  terminal: Terminal,
  exchange: TestPaper,
): Promise<void> {
  const { page } = terminal;
  const pane = new MarketPane(page);

  async function shown(
    name: string,
    rules: readonly FaultRuleInput[],
    sign: () => Promise<void>,
  ): Promise<void> {
    exchange.faults(rules);
    await sign();
    await album.take(page, name);
    exchange.faults([]);
    await page
      .getByLabel(text('connection.label'), { exact: true })
      .getByText(pattern('connection.streaming'))
      .waitFor({ timeout: PATIENCE_MS });
    await page.locator('.book:not(.stale)').waitFor({ timeout: PATIENCE_MS });
  }

  const says = (message: RegExp) => async () =>
    page.getByText(message).first().waitFor({ timeout: PATIENCE_MS });

  await shown(
    'book-rebuilding',
    [
      { stream: '*@spotDepth', action: { kind: 'drop' }, count: 1 },
      { path: '/api/v1/spot/depth', action: { kind: 'delay', ms: 6_000, when: 'before' } },
    ],
    says(pattern('feed.rebuilding')),
  );
  await shown(
    'streams-unreachable',
    [
      { stream: '*', action: { kind: 'cut' } },
      { stream: '*', action: { kind: 'refuse' } },
    ],
    async () => {
      await says(/^Streams cannot be reached\./)();
      await page.locator('.book:not(.stale)').waitFor({ timeout: PATIENCE_MS });
    },
  );
  await shown('frozen', [{ action: { kind: 'freeze' } }], async () => {
    await page.locator('.book.stale').waitFor({ timeout: PATIENCE_MS });
    await says(pattern('ticket.stale'))();
  });
  await shown('woken', [{ action: { kind: 'freeze' } }], async () => {
    await app.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));
    await says(pattern('banner.woken'))();
  });
  await shown(
    'limited',
    [{ path: '/api/v1/account', action: LIMITED, count: 1 }],
    says(pattern('banner.limited')),
  );

  const dialog = await pane.openDiagnostics();
  await album.take(page, 'diagnostics');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
}
