import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { OrderIntent } from '@shared/domain/order';
import type { LifeEventKind } from '@shared/domain/order-life';
import { startPaper, type TestPaper } from '../../paper/testing';
import { temporaryFolder } from '../storage/testing';
import { StorageError } from '../storage/storage-error';
import type { StoredOrder } from '../storage/stored-order';
import { openTestTrading, type TestTrading } from './testing-trading';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

type FaultRuleInput = Parameters<TestPaper['faults']>[0][number];

/** ms. A request can take effect for this long; the margin of the settlement comes on top. */
const RECV_WINDOW = 300;
const INTENT: OrderIntent = { symbol: 'BTCUSDT', side: 'BUY', price: '20000', quantity: '0.1' };
const POST = { method: 'POST', path: '/api/v1/spot/order' } as const;
const LOST: FaultRuleInput = { ...POST, action: { kind: 'drop', when: 'after' }, count: 1 };
const NEVER_ARRIVED: FaultRuleInput = { ...POST, action: { kind: 'drop', when: 'before' }, count: 1 };

const until = (holds: () => boolean, timeout = 10_000) => vi.waitUntil(holds, { timeout, interval: 10 });

async function exchange(options: Parameters<typeof startPaper>[0] = {}): Promise<TestPaper> {
  const paper = await startPaper({ marketMaker: false, ...options });
  ends.push(() => paper.stop());
  return paper;
}

async function open(
  paper: TestPaper,
  folder: string,
  options: Parameters<typeof openTestTrading>[2] = {},
): Promise<TestTrading> {
  const opened = await openTestTrading(paper, folder, { recvWindow: RECV_WINDOW, ...options });
  let ended = false;
  const end = async () => {
    if (!ended) await opened.end();
    ended = true;
  };
  ends.push(end);
  return { ...opened, end };
}

async function started(options: Parameters<typeof openTestTrading>[2] = {}) {
  const paper = await exchange();
  const folder = temporaryFolder(onTestFinished);
  const desk = await open(paper, folder, options);
  await until(() => desk.seen.balances !== null);
  return { paper, folder, ...desk };
}

const atExchange = (paper: TestPaper) => [...paper.exchange.account.orders()];
const journalOf = ({ repository }: Pick<TestTrading, 'repository'>): StoredOrder[] =>
  repository.page('a', {}, undefined, 200);
const linesOf = ({ repository }: Pick<TestTrading, 'repository'>, entryId: number): LifeEventKind[] =>
  repository.events(entryId).map(({ kind }) => kind);

/** Another client of the same account. */
async function elsewhere(paper: TestPaper) {
  const other = await openTestTrading(paper, temporaryFolder(onTestFinished), { stream: false });
  ends.push(() => other.end());
  return other.trading.orders;
}

describe('an order whose answer was lost', () => {
  it('is found among the open orders, as one order', async () => {
    const { paper, trading, ...desk } = await started();
    paper.faults([LOST]);
    const placed = await trading.orders.place(randomUUID(), INTENT);
    expect(placed).toMatchObject({ ok: false, error: { code: 'order.unknown' } });
    await until(() => trading.unsettled().length === 0);
    const [entry] = journalOf(desk);
    expect(entry).toMatchObject({ phase: 'open', orderId: String(atExchange(paper)[0]?.id) });
    expect(linesOf(desk, entry?.entryId ?? 0)).toEqual(['committed', 'no-answer', 'found']);
    expect(atExchange(paper)).toHaveLength(1);
    expect(journalOf(desk)).toHaveLength(1);
  });

  it('is found among the past ones when it filled meanwhile', async () => {
    const { paper, trading, ...desk } = await started();
    paper.faults([LOST]);
    await trading.orders.place(randomUUID(), { ...INTENT, price: '70000', quantity: '0.001' });
    await until(() => trading.unsettled().length === 0);
    const [entry] = journalOf(desk);
    expect(entry).toMatchObject({
      phase: 'filled',
      executedQuantity: expect.stringMatching(/^0\.001/) as string,
    });
    expect(linesOf(desk, entry?.entryId ?? 0)).toEqual(['committed', 'no-answer', 'found', 'fill']);
    expect(desk.seen.fills).toHaveLength(1);
  });

  it('was never placed when it is nowhere after it could take effect, and not a moment earlier', async () => {
    const { paper, trading, ...desk } = await started();
    paper.faults([NEVER_ARRIVED]);
    await trading.orders.place(randomUUID(), INTENT);
    const [entry] = journalOf(desk);
    const effectUntil = entry?.effectUntil ?? 0;
    await until(() => trading.unsettled().length === 0);
    expect(paper.exchange.now()).toBeGreaterThan(effectUntil);
    expect(journalOf(desk)[0]).toMatchObject({ phase: 'never-placed', orderId: null });
    expect(atExchange(paper)).toHaveLength(0);
  });

  it('that takes effect late is found all the same', async () => {
    const { paper, trading, ...desk } = await started({ recvWindow: 2_000, totalMs: 300 });
    paper.faults([{ ...POST, action: { kind: 'delay', ms: 1_000, when: 'before' }, count: 1 }]);
    await trading.orders.place(randomUUID(), INTENT);
    await until(() => trading.unsettled().length === 0);
    expect(journalOf(desk)[0]).toMatchObject({ phase: 'open' });
    expect(atExchange(paper)).toHaveLength(1);
  });

  it('is looked for until the exchange answers, and settled soon after', async () => {
    const { paper, trading, ...desk } = await started();
    paper.faults([
      LOST,
      { path: '/api/v1/spot/openOrders', action: { kind: 'answer', status: 503, body: '{}' } },
    ]);
    await trading.orders.place(randomUUID(), INTENT);
    await until(() => journalOf(desk)[0]?.phase === 'open'); // by its event, which names the only order that fits
    paper.faults([]);
    expect(atExchange(paper)).toHaveLength(1);
  });

  it('stays in doubt while the balances hold more than the lists explain', async () => {
    const { paper, trading, ...desk } = await started({ stream: false });
    const nothing = { kind: 'answer', status: 200, body: '[]' } as const;
    paper.faults([
      LOST,
      { path: '/api/v1/spot/openOrders', action: nothing },
      { path: '/api/v1/spot/historyOrders', action: nothing },
    ]);
    await trading.orders.place(randomUUID(), INTENT);
    await until(() => linesOf(desk, journalOf(desk)[0]?.entryId ?? 0).includes('doubt'));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(journalOf(desk)[0]).toMatchObject({ phase: 'unknown' });
    paper.faults([]);
    await until(() => trading.unsettled().length === 0);
    expect(journalOf(desk)[0]).toMatchObject({ phase: 'open' });
  });
});

describe('two orders that ask for the same', () => {
  it('are one while the first is not settled, and the refusal names it', async () => {
    const { paper, trading, ...desk } = await started();
    paper.faults([NEVER_ARRIVED]);
    await trading.orders.place(randomUUID(), INTENT);
    const again = await trading.orders.place(randomUUID(), { ...INTENT, price: '20000.00' });
    expect(again).toMatchObject({
      ok: false,
      error: { code: 'order.held-back', details: { entryId: String(journalOf(desk)[0]?.entryId) } },
    });
    expect(await trading.orders.place(randomUUID(), { ...INTENT, price: '20000.01' })).toMatchObject({
      ok: true,
    });
    await until(() => trading.unsettled().length === 0);
    expect(await trading.orders.place(randomUUID(), INTENT)).toMatchObject({ ok: true });
    expect(atExchange(paper)).toHaveLength(2);
  });

  it('are one when two windows confirm the same at once', async () => {
    const { paper, trading } = await started();
    const [first, second] = await Promise.all([
      trading.orders.place(randomUUID(), INTENT),
      trading.orders.place(randomUUID(), INTENT),
    ]);
    expect(first).toMatchObject({ ok: true });
    expect(second).toMatchObject({ ok: false, error: { code: 'order.held-back' } });
    expect(atExchange(paper)).toHaveLength(1);
  });

  it('are told apart by count when both answers were lost and one was never placed', async () => {
    const { paper, trading, ...desk } = await started();
    paper.faults([LOST]);
    await trading.orders.place(randomUUID(), INTENT);
    paper.faults([NEVER_ARRIVED]);
    await trading.orders.place(randomUUID(), INTENT, { despiteHold: true });
    paper.faults([LOST]);
    await trading.orders.place(randomUUID(), INTENT, { despiteHold: true });
    await until(() => trading.unsettled().length === 0);
    const phases = journalOf(desk).map(({ phase }) => phase);
    expect(phases.sort()).toEqual(['never-placed', 'open', 'open']);
    expect(new Set(journalOf(desk).map(({ orderId }) => orderId)).size).toBe(3);
  });

  it('are not mixed up with one that another client placed before', async () => {
    const { paper, trading, ...desk } = await started();
    const other = await elsewhere(paper);
    const theirs = await other.place(randomUUID(), INTENT);
    if (!theirs.ok) throw new Error(theirs.error.code);
    await until(() => journalOf(desk).length === 1);
    await new Promise((resolve) => setTimeout(resolve, 2_200));
    paper.faults([NEVER_ARRIVED]);
    await trading.orders.place(randomUUID(), INTENT);
    await until(() => trading.unsettled().length === 0);
    const [ours, seen] = journalOf(desk);
    expect(ours).toMatchObject({ origin: 'here', phase: 'never-placed' });
    expect(seen).toMatchObject({ origin: 'elsewhere', phase: 'open', orderId: theirs.value.orderId });
  });

  it('are one when the click is repeated, in this run and after a restart', async () => {
    const { paper, trading, folder, ...desk } = await started();
    const id = randomUUID();
    const [first, second] = await Promise.all([
      trading.orders.place(id, INTENT),
      trading.orders.place(id, INTENT),
    ]);
    expect(first).toEqual(second);
    expect(await trading.orders.place(id, INTENT)).toMatchObject({ ok: true });
    await desk.end();
    const later = await open(paper, folder);
    expect(await later.trading.orders.place(id, INTENT)).toMatchObject({ ok: true });
    expect(atExchange(paper)).toHaveLength(1);
  });
});

describe('after a sudden end', () => {
  /** Ends without a word, as a killed process does, while the exchange has the order and the answer is on its way. */
  async function endsInFlight(fault: FaultRuleInput) {
    const { paper, folder, trading, ...desk } = await started();
    paper.faults([fault]);
    void trading.orders.place(randomUUID(), INTENT);
    await until(() => journalOf(desk).length === 1);
    const [entry] = journalOf(desk);
    if (!entry) throw new Error('nothing was committed');
    await until(() => fault.action.kind !== 'hang' || atExchange(paper).length === 1);
    await desk.end();
    // What closing wrote in an orderly way is undone: a killed process writes nothing.
    const undone = await openTestTrading(paper, folder, { stream: false });
    undone.repository.save({ ...entry, phase: 'submitting', reason: null }, []);
    await undone.end();
    return { paper, folder, entry };
  }

  it('nothing trades before what was on its way is found', async () => {
    const { paper, folder, entry } = await endsInFlight({
      ...POST,
      action: { kind: 'hang', when: 'after' },
      count: 1,
    });
    paper.faults([{ path: '/api/v1/spot/openOrders', action: { kind: 'delay', ms: 300 } }]);
    const { trading, seen, repository } = await open(paper, folder);
    expect(seen.journal?.gate).toEqual({ state: 'reconciling', left: 1 });
    expect(await trading.orders.place(randomUUID(), { ...INTENT, price: '19000' })).toMatchObject({
      ok: false,
      error: { code: 'order.reconciling' },
    });
    await until(() => seen.journal?.gate.state === 'ready');
    expect(repository.find(entry.entryId)).toMatchObject({ phase: 'open' });
    expect(linesOf({ repository }, entry.entryId).slice(-2)).toEqual(['restarted', 'found']);
    expect(await trading.orders.place(randomUUID(), { ...INTENT, price: '19000' })).toMatchObject({
      ok: true,
    });
  });

  it('an order that never arrived is known to be never placed', async () => {
    const { paper, folder, entry } = await endsInFlight(NEVER_ARRIVED);
    paper.faults([]);
    const { seen, repository } = await open(paper, folder);
    await until(() => seen.journal?.gate.state === 'ready');
    expect(repository.find(entry.entryId)).toMatchObject({ phase: 'never-placed' });
    expect(atExchange(paper)).toHaveLength(0);
  });
});

describe('symbols that cannot be remembered', () => {
  it('keep no order from its way, nor an event from being heard', async () => {
    const full = () => {
      throw new StorageError('full', 'perch.sqlite', 'disk full');
    };
    const { paper, trading, ...desk } = await started({ onTraded: full });
    expect(await trading.orders.place(randomUUID(), INTENT)).toMatchObject({ ok: true });
    const other = await elsewhere(paper);
    await other.place(randomUUID(), { ...INTENT, symbol: 'ETHUSDT', price: '3000' });
    await until(() => journalOf(desk).length === 2);
  });
});

describe('what happened elsewhere', () => {
  it('is in the journal: orders placed, filled and cancelled by another client', async () => {
    const { paper, ...desk } = await started();
    const other = await elsewhere(paper);
    const rested = await other.place(randomUUID(), INTENT);
    await other.place(randomUUID(), { ...INTENT, price: '70000', quantity: '0.001' });
    if (!rested.ok) throw new Error(rested.error.code);
    await other.cancel('BTCUSDT', rested.value.orderId);
    await until(
      () =>
        journalOf(desk)
          .map(({ phase }) => phase)
          .sort()
          .join() === 'cancelled,filled',
    );
    expect(journalOf(desk).every(({ origin }) => origin === 'elsewhere')).toBe(true);
  });

  it('is found where nothing was ever traded here, when it was placed before or while nobody listened', async () => {
    const paper = await exchange();
    const other = await elsewhere(paper);
    await other.place(randomUUID(), { ...INTENT, symbol: 'ETHUSDT', price: '3000' });
    const desk = await open(paper, temporaryFolder(onTestFinished));
    const symbols = () => journalOf(desk).map(({ symbol, phase }) => `${symbol} ${phase}`);
    await until(() => symbols().includes('ETHUSDT open'));
    await until(() => desk.seen.openOrders?.state === 'live');
    paper.faults([
      { stream: 'account', action: { kind: 'cut' } },
      { stream: 'account', count: 1, action: { kind: 'refuse' } },
    ]);
    await until(() => desk.seen.openOrders?.state !== 'live');
    await other.place(randomUUID(), { ...INTENT, symbol: 'BNBUSDT', price: '500' });
    await until(() => symbols().includes('BNBUSDT open'));
    await until(() => desk.seen.openOrders?.orders.length === 2);
  });

  it('is found while the stream is live but told nothing of it', { timeout: 40_000 }, async () => {
    const { paper, ...desk } = await started();
    const other = await elsewhere(paper);
    await until(() => desk.seen.openOrders?.state === 'live');
    // What is asked for because the stream began anew must be over.
    await pause(2_000);
    paper.faults([{ stream: 'account', action: { kind: 'drop' } }]);
    await other.place(randomUUID(), { ...INTENT, price: '70000', quantity: '0.001' });
    await pause(1_000);
    paper.faults([]);
    await until(() => journalOf(desk).some(({ phase }) => phase === 'filled'), 20_000);
    expect(desk.seen.openOrders?.state).toBe('live');
  });

  it('is caught up with at the next start', async () => {
    const { paper, folder, trading, ...desk } = await started();
    const mine = await trading.orders.place(randomUUID(), INTENT);
    if (!mine.ok) throw new Error(mine.error.code);
    await desk.end();
    const other = await elsewhere(paper);
    await other.cancel('BTCUSDT', mine.value.orderId);
    await other.place(randomUUID(), { ...INTENT, price: '70000', quantity: '0.001' });
    const later = await open(paper, folder);
    await until(
      () =>
        journalOf(later)
          .map(({ phase }) => phase)
          .sort()
          .join() === 'cancelled,filled',
    );
    expect(later.repository.find(mine.value.entryId)).toMatchObject({ phase: 'cancelled', origin: 'here' });
  });

  it('includes a server that started its ids anew: what it knows no more is gone, and an old id is a new order', async () => {
    const paper = await exchange();
    const folder = temporaryFolder(onTestFinished);
    const desk = await open(paper, folder);
    const old = await desk.trading.orders.place(randomUUID(), INTENT);
    if (!old.ok) throw new Error(old.error.code);
    await desk.end();
    await paper.stop();
    const anew = await exchange({ secret: paper.secret, port: Number(new URL(paper.rest).port) });
    const later = await open(anew, folder);
    await until(() => later.repository.find(old.value.entryId)?.phase === 'gone');
    const next = await later.trading.orders.place(randomUUID(), { ...INTENT, price: '21000' });
    expect(next).toMatchObject({ ok: true, value: { orderId: old.value.orderId } });
    expect(later.repository.find(old.value.entryId)).toMatchObject({ superseded: true, price: '20000' });
  });
});
