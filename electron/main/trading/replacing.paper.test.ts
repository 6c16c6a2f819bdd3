import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { OrderIntent } from '@shared/domain/order';
import { fail, ok, type Result } from '@shared/domain/result';
import { startPaper, type TestPaper } from '../../paper/testing';
import { StorageError } from '../storage/storage-error';
import { temporaryFolder } from '../storage/testing';
import type { ApprovalContext } from './open-trading';
import type { Approval } from './orders';
import { approveAll } from './testing-host';
import { openTestTrading } from './testing-trading';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const INTENT: OrderIntent = { symbol: 'BTCUSDT', side: 'BUY', price: '20000', quantity: '0.1' };
const ORDER = '/api/v1/spot/order';
const until = (holds: () => boolean, timeout = 10_000) => vi.waitUntil(holds, { timeout, interval: 10 });

async function desk(options: Parameters<typeof openTestTrading>[2] = {}, folder?: string, at?: TestPaper) {
  const paper = at ?? (await startPaper({ marketMaker: false }));
  if (!at) ends.push(() => paper.stop());
  const where = folder ?? temporaryFolder(onTestFinished);
  const opened = await openTestTrading(paper, where, { recvWindow: 300, ...options });
  let ended = false;
  const end = async () => {
    if (!ended) await opened.end();
    ended = true;
  };
  ends.push(end);
  await until(() => opened.seen.balances !== null);
  const { orders } = opened.trading;
  return {
    ...opened,
    paper,
    folder: where,
    end,
    place: async (intent: Partial<OrderIntent> = {}) => {
      const placed = await orders.place(randomUUID(), { ...INTENT, ...intent });
      if (!placed.ok) throw new Error(placed.error.code);
      return placed.value;
    },
    replace: (orderId: string, to: { price?: string; quantity?: string }, intentId: string = randomUUID()) =>
      orders.replace({ intentId, symbol: 'BTCUSDT', orderId, price: '20000', quantity: '0.1', ...to }),
    lines: (entryId: number) => opened.repository.events(entryId).map(({ kind }) => kind),
  };
}

function live(paper: TestPaper) {
  return [...paper.exchange.account.openOrders()].map(({ id }) => String(id));
}

/** Somebody else sells so much into the resting order, past all that is better. */
function fill(paper: TestPaper, orderId: string, quantity?: string) {
  const market = paper.exchange.markets.get('BTCUSDT');
  const resting = paper.exchange.account.order(BigInt(orderId));
  if (!market || !resting) throw new Error('the order does not rest');
  const { ticks, originalLots } = resting;
  const lots = quantity === undefined ? originalLots : Math.round(originalLots * Number(quantity) * 10);
  const sell = (at: number, amount: number) =>
    market.submit(
      { side: 'SELL', ticks: at, lots: amount, owner: undefined },
      paper.exchange.now(),
      'expires',
    );
  sell(ticks + 1, 1_000_000_000);
  sell(ticks, lots);
}

/** A price at which nobody else buys. */
const BEST = '65999.13';

describe('a changed order', () => {
  it('is cancelled and placed anew, and the journal links both', async () => {
    const { place, replace, lines, paper, repository, seen } = await desk();
    const old = await place();
    const answer = await replace(old.orderId, { price: '21000', quantity: '0.2' });
    expect(answer).toMatchObject({ ok: true, value: { price: '21000', quantity: '0.2', filled: '0' } });
    if (!answer.ok) return;
    expect(live(paper)).toEqual([answer.value.orderId]);
    expect(repository.find(old.entryId)).toMatchObject({ phase: 'cancelled' });
    expect(lines(old.entryId)).toEqual(expect.arrayContaining(['replace-asked', 'cancelled', 'replaced']));
    expect(repository.events(answer.value.entryId)).toContainEqual(
      expect.objectContaining({ kind: 'replaces', details: { entry: String(old.entryId), filled: '0' } }),
    );
    expect(repository.replacements('a')).toEqual([]);
    expect(seen.journal?.unsent).toEqual([]);
  });

  it('may spend what the old one gives back', async () => {
    const { place, replace, seen, paper } = await desk();
    const free = Number(seen.balances?.spot.find(({ asset }) => asset === 'USDT')?.free);
    const most = ((free * 0.9) / 20_000).toFixed(4);
    const old = await place({ quantity: most });
    await until(() => Number(seen.balances?.spot.find(({ asset }) => asset === 'USDT')?.free) < free * 0.2);
    expect(await replace(old.orderId, { price: '20100', quantity: most })).toMatchObject({ ok: true });
    expect(live(paper)).toHaveLength(1);
  });

  it('is less by what was filled before, which the answer says', async () => {
    const { place, replace, paper, repository } = await desk();
    const old = await place({ price: BEST });
    fill(paper, old.orderId, '0.04');
    await until(() => repository.find(old.entryId)?.phase === 'partly-filled');
    const answer = await replace(old.orderId, { price: '65000', quantity: '0.1' });
    expect(answer).toMatchObject({ ok: true, value: { quantity: '0.06' } });
    expect(answer.ok && Number(answer.value.filled)).toBe(0.04);
    expect(live(paper)).toHaveLength(1);
  });

  it('is less by what was filled while the cancel was on its way', async () => {
    const { place, replace, paper, lines } = await desk();
    const old = await place({ price: BEST });
    paper.faults([{ method: 'DELETE', path: ORDER, action: { kind: 'delay', ms: 400 }, count: 1 }]);
    const answer = replace(old.orderId, { price: '65000', quantity: '0.1' });
    await until(() => lines(old.entryId).includes('cancel-asked'));
    fill(paper, old.orderId, '0.03');
    expect(await answer).toMatchObject({ ok: true, value: { quantity: '0.07' } });
    expect(live(paper)).toHaveLength(1);
  });

  it('that was filled before its cancel is not placed, and says so', async () => {
    const { place, replace, paper, lines, repository } = await desk();
    const old = await place({ price: BEST, quantity: '0.001' });
    paper.faults([{ method: 'DELETE', path: ORDER, action: { kind: 'delay', ms: 400 }, count: 1 }]);
    const answer = replace(old.orderId, { price: '65000', quantity: '0.002' });
    await until(() => lines(old.entryId).includes('cancel-asked'));
    fill(paper, old.orderId);
    expect(await answer).toMatchObject({ ok: false, error: { code: 'replace.filled' } });
    expect(live(paper)).toEqual([]);
    expect(lines(old.entryId)).toContain('replace-dropped');
    expect(repository.replacements('a')).toEqual([]);
  });

  it.each([
    ['with too many decimals', { price: '20000.001' }, 'order.precision'],
    ['beyond the balance', { quantity: '900' }, 'order.balance'],
    ['to what it is already', {}, 'replace.unchanged'],
  ])('%s is refused before the old one is touched', async (_name, to, code) => {
    const { place, replace, paper, lines } = await desk();
    const old = await place();
    expect(await replace(old.orderId, to)).toMatchObject({ ok: false, error: { code } });
    expect(live(paper)).toEqual([old.orderId]);
    expect(lines(old.entryId)).not.toContain('cancel-asked');
  });

  it('is asked about once, with the old order in the question; a no leaves the old one as it is', async () => {
    const asked: ApprovalContext[] = [];
    const approve = (context: ApprovalContext): Promise<Result<Approval>> => {
      asked.push(context);
      return context.replaces ? Promise.resolve(fail('order.not-confirmed', 'No.')) : approveAll();
    };
    const { place, replace, paper } = await desk({ approve });
    const old = await place();
    expect(await replace(old.orderId, { price: '21000' })).toMatchObject({
      ok: false,
      error: { code: 'order.not-confirmed' },
    });
    expect(asked.map(({ replaces }) => replaces?.isCancelled)).toEqual([undefined, false]);
    expect(live(paper)).toEqual([old.orderId]);
  });

  it('whose wish cannot be written down is not cancelled', async () => {
    const repository: NonNullable<Parameters<typeof openTestTrading>[2]>['repository'] = (real) => ({
      ...real,
      saveReplacement() {
        throw new StorageError('full', '', 'no room');
      },
    });
    const { place, replace, paper } = await desk({ repository });
    const old = await place();
    expect(await replace(old.orderId, { price: '21000' })).toMatchObject({
      ok: false,
      error: { code: 'journal.unwritable' },
    });
    expect(live(paper)).toEqual([old.orderId]);
  });

  it('asked for twice is one, and two different changes of one order are not both done', async () => {
    const { place, replace, paper } = await desk();
    const old = await place();
    const intent = randomUUID();
    const [a, b, c] = await Promise.all([
      replace(old.orderId, { price: '21000' }, intent),
      replace(old.orderId, { price: '21000' }, intent),
      replace(old.orderId, { price: '22000' }),
    ]);
    expect(a).toEqual(b);
    expect(a.ok).toBe(true);
    expect(c).toMatchObject({ ok: false, error: { code: 'replace.under-way' } });
    expect(live(paper)).toHaveLength(1);
    expect(await replace(old.orderId, { price: '21000' }, intent)).toMatchObject({ ok: true });
    expect(live(paper)).toHaveLength(1);
  });

  it('that somebody cancels meanwhile stays cancelled', async () => {
    const { place, replace, paper, trading, lines } = await desk();
    const old = await place();
    paper.faults([{ method: 'DELETE', path: ORDER, action: { kind: 'delay', ms: 300 }, count: 1 }]);
    const answer = replace(old.orderId, { price: '21000' });
    await until(() => lines(old.entryId).includes('cancel-asked'));
    await trading.orders.cancelAll();
    expect(await answer).toMatchObject({ ok: false, error: { code: 'replace.called-off' } });
    expect(live(paper)).toEqual([]);
  });
});

describe('a cancel for a change', () => {
  it('whose answer was lost, but that was done, goes on when the exchange says so', async () => {
    const { place, replace, paper } = await desk();
    const old = await place();
    paper.faults([{ method: 'DELETE', path: ORDER, action: { kind: 'drop', when: 'after' }, count: 1 }]);
    expect(await replace(old.orderId, { price: '21000' })).toMatchObject({ ok: true });
    expect(live(paper)).toHaveLength(1);
  });

  it('that never arrived sends nothing new, and the order rests as it was', async () => {
    const { place, replace, paper, repository, trading, seen, lines } = await desk();
    const old = await place();
    paper.faults([{ method: 'DELETE', path: ORDER, action: { kind: 'drop', when: 'before' }, count: 1 }]);
    expect(await replace(old.orderId, { price: '21000' })).toMatchObject({
      ok: false,
      error: { code: 'replace.cancel-unknown' },
    });
    expect(live(paper)).toEqual([old.orderId]);
    await until(() => trading.unsettled().length === 0);
    await until(() => repository.replacements('a').length === 0);
    expect(lines(old.entryId).at(-1)).toBe('replace-dropped');
    expect(seen.journal?.unsent).toEqual([]);
  });

  it('of which nobody can say whether it was done sends nothing new; found cancelled later, it can be sent', async () => {
    const { place, replace, paper, trading, seen, lines } = await desk({ stream: false });
    const old = await place();
    const silent = {
      kind: 'answer',
      status: 503,
      body: '{"code":-1001,"msg":"DISCONNECTED"}',
      when: 'before',
    } as const;
    paper.faults([
      { method: 'DELETE', path: ORDER, action: { kind: 'drop', when: 'after' }, count: 1 },
      { method: 'GET', path: ORDER, action: silent },
      { method: 'GET', path: '/api/v1/spot/openOrders', action: silent },
      { method: 'GET', path: '/api/v1/spot/historyOrders', action: silent },
    ]);
    expect(await replace(old.orderId, { price: '21000' })).toMatchObject({
      ok: false,
      error: { code: 'replace.cancel-unknown' },
    });
    expect(live(paper)).toEqual([]);
    paper.faults([]);
    await until(() => seen.journal?.unsent.length === 1);
    expect(lines(old.entryId).at(-1)).toBe('replace-unsent');
    expect(live(paper)).toEqual([]);
    expect(await trading.orders.sendUnsent(old.entryId)).toMatchObject({
      ok: true,
      value: { price: '21000' },
    });
    expect(live(paper)).toHaveLength(1);
    expect(seen.journal?.unsent).toEqual([]);
  }, 20_000);
});

describe('a new order that is not placed after the cancel', () => {
  it('because the exchange refuses it stays visible, and can be sent again or left', async () => {
    const { place, replace, paper, seen, trading, lines } = await desk();
    const old = await place();
    const body = JSON.stringify({ code: -2010, msg: 'Account has insufficient balance.' });
    const refusal = { kind: 'answer', status: 400, body, when: 'before' } as const;
    paper.faults([{ method: 'POST', path: ORDER, action: refusal, count: 2 }]);
    expect(await replace(old.orderId, { price: '21000' })).toMatchObject({
      ok: false,
      error: { code: 'replace.unsent', details: { entry: String(old.entryId) } },
    });
    expect(live(paper)).toEqual([]);
    expect(seen.journal?.unsent).toMatchObject([{ entryId: old.entryId, price: '21000', quantity: '0.1' }]);
    expect(await trading.orders.sendUnsent(old.entryId)).toMatchObject({ ok: false });
    expect(await trading.orders.sendUnsent(old.entryId)).toMatchObject({ ok: true });
    expect(live(paper)).toHaveLength(1);
    expect(lines(old.entryId).filter((kind) => kind === 'replace-unsent')).toHaveLength(2);
    expect(trading.orders.dropUnsent(old.entryId)).toMatchObject({ ok: false });
  });

  it('because a limit came between stays visible; left, it is forgotten', async () => {
    let locked = false;
    const approve = (): Promise<Result<Approval>> =>
      Promise.resolve(
        ok({
          admit: () => (locked ? fail('limit.locked', 'Locked.') : ok({ value: null, valueAsset: 'USDT' })),
        }),
      );
    const { place, replace, paper, seen, trading } = await desk({
      approve,
      onStep: (step) => {
        if (step === 'replace-cancelled') locked = true;
      },
    });
    const old = await place();
    expect(await replace(old.orderId, { price: '21000' })).toMatchObject({
      ok: false,
      error: { code: 'replace.unsent', details: { cause: 'limit.locked' } },
    });
    expect(seen.journal?.unsent).toHaveLength(1);
    expect(trading.orders.dropUnsent(old.entryId)).toEqual({ ok: true, value: null });
    expect(seen.journal?.unsent).toEqual([]);
    expect(live(paper)).toEqual([]);
  });
});

describe('an end of Perch', () => {
  it('between cancel and order leaves a visible wish that can be sent once', async () => {
    const first = await desk({
      onStep: (step) => {
        // As if the process were gone: nothing after this line happens.
        if (step === 'replace-cancelled') throw new Error('killed');
      },
    });
    const old = await first.place();
    await expect(first.replace(old.orderId, { price: '21000', quantity: '0.3' })).rejects.toThrow('killed');
    await first.end();
    expect(live(first.paper)).toEqual([]);

    const { seen, trading, paper, lines } = await desk({}, first.folder, first.paper);
    await until(() => seen.journal?.unsent.length === 1);
    expect(seen.journal?.unsent).toMatchObject([
      { entryId: old.entryId, price: '21000', quantity: '0.3', oldPrice: '20000' },
    ]);
    expect(seen.journal?.unsent[0]?.reason?.code).toBe('replace.left');
    expect(lines(old.entryId).at(-1)).toBe('replace-unsent');
    const both = await Promise.all([
      trading.orders.sendUnsent(old.entryId),
      trading.orders.sendUnsent(old.entryId),
    ]);
    expect(both.filter(({ ok: done }) => done)).toHaveLength(1);
    expect(live(paper)).toHaveLength(1);
    expect(await trading.orders.sendUnsent(old.entryId)).toMatchObject({
      ok: false,
      error: { code: 'replace.nothing-unsent' },
    });
  });

  it('while the new order is being sent: the old one says what took its place, and there is no wish', async () => {
    let isReplacing = false;
    const first = await desk({
      onStep: (step) => {
        isReplacing ||= step === 'replace-cancelled';
        if (isReplacing && step === 'answered') throw new Error('killed');
      },
    });
    const old = await first.place();
    await expect(first.replace(old.orderId, { price: '21000', quantity: '0.3' })).rejects.toThrow('killed');
    await first.end();
    const { lines, paper, repository } = await desk({}, first.folder, first.paper);
    await until(() => lines(old.entryId).at(-1) === 'replaced');
    expect(lines(old.entryId).filter((line) => line === 'replaced')).toHaveLength(1);
    expect(repository.replacements('a')).toEqual([]);
    expect(live(paper)).toHaveLength(1);
  });

  it('before the cancel was sent leaves the old order, and no wish', async () => {
    const first = await desk({
      onStep: (step) => {
        if (step === 'replace-noted') throw new Error('killed');
      },
    });
    const old = await first.place();
    await expect(first.replace(old.orderId, { price: '21000' })).rejects.toThrow('killed');
    await first.end();
    const { seen, paper, repository } = await desk({}, first.folder, first.paper);
    await until(() => repository.replacements('a').length === 0);
    expect(seen.journal?.unsent).toEqual([]);
    expect(live(paper)).toEqual([old.orderId]);
  });
});
