import type { FaultRuleInput } from '../../electron/paper/faults/rule';
import type { TestPaper } from '../../electron/paper/testing';
import { OrderDesk } from '../harness/order-desk';
import { outsideMarket } from '../harness/outside-market';
import { pattern, text, type Terminal } from '../harness/terminal';
import type { Album } from './album';

const ORDER = '/api/v1/spot/order';
/** How long a state may take to show (ms). */
const PATIENCE_MS = 40_000;
/** How long the exchange takes for an order that is shown on its way (ms). */
const SLOW_MS = 3_000;
const FAULTY = {
  kind: 'answer',
  status: 503,
  body: '{"code":-1001,"msg":"DISCONNECTED"}',
  when: 'before',
} as const;

/** Nobody tells of an order: neither lists nor the account's stream. */
const SILENT: readonly FaultRuleInput[] = [
  { path: '/api/v1/spot/openOrders', action: FAULTY },
  { path: '/api/v1/spot/historyOrders', action: FAULTY },
  { path: '/api/v1/account', action: FAULTY },
  { stream: 'account', action: { kind: 'drop' } },
];

/** Every state of an order, one picture each; the account has no open orders and no doubts at the end. */
export async function showOrderStates(album: Album, terminal: Terminal, exchange: TestPaper): Promise<void> {
  const desk = new OrderDesk(terminal);
  await terminal.select('BTC/USDT');
  await terminal.showOrders();
  await showSending(album, terminal, exchange);
  await showDoubt(album, terminal, desk, exchange);
  await showPartlyFilled(album, terminal, exchange);
  await showLives(album, terminal, desk);
  await showCancelAll(album, terminal, desk, exchange);
}

/** An order on its way: the exchange takes its time. */
async function showSending(album: Album, terminal: Terminal, exchange: TestPaper): Promise<void> {
  exchange.faults([{ method: 'POST', path: ORDER, action: { kind: 'delay', ms: SLOW_MS, when: 'before' } }]);
  await fillBelow(terminal, '0.05');
  await terminal.send();
  await terminal.page.getByText(text('doubt.sending')).first().waitFor({ timeout: SLOW_MS });
  await album.take(terminal.page, 'order-sending');
  await terminal.says(pattern('ticket.result.resting'));
  exchange.faults([]);
}

/** The answer is lost, an identical order is held back, and the search finds the first. */
async function showDoubt(
  album: Album,
  terminal: Terminal,
  desk: OrderDesk,
  exchange: TestPaper,
): Promise<void> {
  const { page } = terminal;
  exchange.faults([{ method: 'POST', path: ORDER, count: 1, action: { kind: 'drop' } }, ...SILENT]);
  await fillBelow(terminal, '0.07');
  await terminal.send();
  await terminal.says(pattern('ticket.result.unknown'));
  await page.locator('tr.doubt-line').first().waitFor();
  await album.take(page, 'order-unknown');
  await desk.doubtButton('timeline').click();
  await desk.timeline();
  await album.take(page, 'timeline-unknown');
  await desk.closeTimeline();
  await terminal.submit.click();
  await desk.held.waitFor();
  await album.take(page, 'order-held-back');
  exchange.faults([]);
  await terminal.says(/^(Found|The earlier order)/);
  await album.take(page, 'order-found');
  await terminal.dismiss();
}

/** Somebody takes a part of what rests at the best bid. */
async function showPartlyFilled(album: Album, terminal: Terminal, exchange: TestPaper): Promise<void> {
  const { page, ticket } = terminal;
  await terminal.dismiss();
  await ticket.getByRole('button', { name: text('ticket.joinBid') }).click();
  await terminal.field('quantity').fill('0.9');
  await terminal.submit.click();
  const question = await terminal.asked();
  await album.take(question.page, 'confirm');
  await question.accept();
  await ticket.getByRole('button', { name: text('ticket.result.dismiss') }).waitFor();
  const newest = [...exchange.exchange.account.openOrders()].at(-1);
  if (newest?.resting) outsideMarket(exchange, 'BTCUSDT').fillHalf(String(newest.id));
  await page
    .getByRole('table', { name: text('orders.title') })
    .getByText(/^[1-9]\d? %$/)
    .first()
    .waitFor();
  await album.take(page, 'order-partly-filled');
}

async function showLives(album: Album, terminal: Terminal, desk: OrderDesk): Promise<void> {
  await desk.showHistory();
  await album.take(terminal.page, 'history');
  await desk.openTimelineOfHistory(0);
  await desk.timeline();
  await album.take(terminal.page, 'timeline');
  await desk.closeTimeline();
}

/** One of them can not be cancelled: the others are, and the result says so. */
async function showCancelAll(
  album: Album,
  terminal: Terminal,
  desk: OrderDesk,
  exchange: TestPaper,
): Promise<void> {
  await terminal.showOrders();
  const body = JSON.stringify({ code: -2011, msg: 'UNKNOWN_ORDER' });
  exchange.faults([
    {
      method: 'DELETE',
      path: ORDER,
      count: 1,
      action: { kind: 'answer', status: 400, body, when: 'before' },
    },
  ]);
  await desk.askCancelAll('all');
  await album.take(terminal.page, 'cancel-all');
  await desk.confirmCancelAll();
  await album.take(terminal.page, 'cancel-all-result');
  await desk.dismissCancelAll();
  exchange.faults([]);
  await desk.cancelAll('all');
}

/**
 * Leaves an order of which nobody knows what became of it, for the next start: while it is looked for, nothing may be sent. The
 * exchange tells of it again only when `exchange.faults([])` is called.
 */
export async function leaveUnknown(terminal: Terminal, exchange: TestPaper): Promise<void> {
  await terminal.select('BTC/USDT');
  exchange.faults([{ method: 'POST', path: ORDER, count: 1, action: { kind: 'drop' } }, ...SILENT]);
  await fillBelow(terminal, '0.03');
  await terminal.send();
  await terminal.says(pattern('ticket.result.unknown'));
}

/** The start after {@link leaveUnknown}: the button says what is waited for. */
export async function showReconciling(album: Album, terminal: Terminal, exchange: TestPaper): Promise<void> {
  await terminal.ticket
    .getByRole('button', { name: text('ticket.gate.reconcilingOne') })
    .waitFor({ timeout: PATIENCE_MS });
  await album.take(terminal.page, 'reconciling');
  exchange.faults([]);
  await terminal.ticket
    .getByRole('button', { name: text('ticket.gate.reconcilingOne') })
    .waitFor({ state: 'detached', timeout: PATIENCE_MS });
}

/** Fills the ticket one percent below the best bid, where a moving market does not reach it at once. */
async function fillBelow(terminal: Terminal, quantity: string): Promise<void> {
  await terminal.dismiss();
  await terminal.ticket.getByRole('button', { name: text('ticket.joinBid') }).click();
  const bid = Number(await terminal.field('price').inputValue());
  await terminal.field('price').fill(String(Math.floor(bid * 0.99)));
  await terminal.field('quantity').fill(quantity);
}
