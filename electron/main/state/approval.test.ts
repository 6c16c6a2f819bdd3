import { describe, expect, it } from 'vitest';
import type { OrderQuestion } from '@shared/domain/confirmation';
import { DEFAULT_LIMITS, type AccountLimits } from '@shared/domain/limits';
import type { Book } from '@shared/domain/market';
import type { SpotSymbol } from '@shared/domain/symbol';
import { StorageError } from '../storage/storage-error';
import type { ApprovalContext } from '../trading/open-trading';
import { createApproval } from './approval';
import { createDeskStores } from './stores';

const NOW = 1_000_000;
const account = { id: 'a', name: 'Main', kind: 'custom', keyTail: 'dEh8' } as const;
const rules: SpotSymbol = {
  symbol: 'BTCUSDT',
  status: 'TRADING',
  baseAsset: 'BTC',
  quoteAsset: 'USDT',
  baseAssetPrecision: 5,
  quotePrecision: 2,
  orderTypes: ['LIMIT'],
};
const intent = { symbol: 'BTCUSDT', side: 'BUY', price: '100', quantity: '1.50' } as const;
const book: Book = {
  symbol: 'BTCUSDT',
  bids: [['99', '1']],
  asks: [['100', '1']],
  state: 'live',
  confirmedAt: NOW - 100,
} as never;

function setUp(first: Partial<AccountLimits> = {}, answers: readonly boolean[] = [true]) {
  const stores = createDeskStores();
  stores.book.set(book);
  stores.symbols.set({ restUrl: '', symbols: [rules], confirmedAt: NOW });
  const world = {
    limits: { ...DEFAULT_LIMITS, ...first },
    spent: '0',
    broken: false,
    same: null as number | null,
  };
  const asked: OrderQuestion[] = [];
  let onAsk: () => void = () => undefined;
  const approve = createApproval({
    stores,
    now: () => NOW,
    limitsOf: () => {
      if (world.broken) throw new StorageError('failed', 'x', 'x');
      return world.limits;
    },
    ask: (question) => {
      asked.push(question);
      onAsk();
      return Promise.resolve(answers[asked.length - 1] ?? false);
    },
  });
  const context: ApprovalContext = {
    intent,
    rules,
    free: '1000',
    spentToday: () => world.spent,
    sameAgoSeconds: () => world.same,
    despiteHold: false,
    fees: { maker: '0.0005', taker: '0.001' },
  };
  return {
    stores,
    world,
    asked,
    whenAsked: (action: () => void) => void (onAsk = action),
    approve: (changes: Partial<ApprovalContext> = {}) => approve(account, { ...context, ...changes }),
  };
}

describe('an order before it is committed', () => {
  it('is shown as it will be sent, with the highest fee, and goes on with a yes', async () => {
    const { approve, asked } = setUp();
    const approval = await approve();
    expect(asked).toMatchObject([
      {
        kind: 'order',
        intent,
        value: '150',
        feeAtMost: { amount: '0.0015', asset: 'BTC' },
        sharePercent: '15.00',
        unusual: [],
      },
    ]);
    if (!approval.ok) throw new Error(approval.error.code);
    expect(approval.value.admit()).toEqual({ ok: true, value: { value: '150', valueAsset: 'USDT' } });
  });

  it('is not sent without a yes', async () => {
    const { approve } = setUp({}, [false]);
    expect(await approve()).toMatchObject({ ok: false, error: { code: 'order.not-confirmed' } });
  });

  it('is not asked about where ordinary ones are not, and is where it is unusual', async () => {
    const ordinary = setUp({ confirm: 'unusual' });
    expect(await ordinary.approve()).toMatchObject({ ok: true });
    expect(ordinary.asked).toEqual([]);
    const large = setUp({ confirm: 'unusual', largeShare: '10' });
    await large.approve();
    expect(large.asked[0]?.unusual).toMatchObject([{ kind: 'large-share' }]);
    const held = setUp({ confirm: 'unusual' });
    await held.approve({ despiteHold: true });
    expect(held.asked[0]?.unusual).toMatchObject([{ kind: 'despite-hold' }]);
  });

  it('that a limit forbids is refused without a question', async () => {
    const { approve, asked } = setUp({ largestOrder: '149' });
    expect(await approve()).toMatchObject({ ok: false, error: { code: 'limit.largest-order' } });
    expect(asked).toEqual([]);
  });

  it('is asked about again when it has become unusual while somebody read', async () => {
    const { approve, asked, whenAsked, stores } = setUp({}, [true, true]);
    whenAsked(() => stores.book.set({ ...book, confirmedAt: NOW - 60_000 }));
    expect(await approve()).toMatchObject({ ok: true });
    expect(asked.map(({ unusual }) => unusual.map(({ kind }) => kind))).toEqual([[], ['stale-price']]);
  });

  it('waits for the book of a symbol that was chosen just now, and for long in vain', async () => {
    const { approve, asked, stores } = setUp({ confirm: 'unusual' });
    stores.book.set(null);
    const approval = approve();
    stores.book.set(book);
    expect(await approval).toMatchObject({ ok: true });
    expect(asked).toEqual([]);
    stores.book.set(null);
    await approve();
    expect(asked[0]?.unusual).toMatchObject([{ kind: 'no-price' }]);
  });

  it('is held against the limits once more as it is committed', async () => {
    const { approve, world } = setUp({ largestDay: '200' });
    const approval = await approve();
    if (!approval.ok) throw new Error(approval.error.code);
    world.spent = '100';
    expect(approval.value.admit()).toMatchObject({ ok: false, error: { code: 'limit.largest-day' } });
    world.spent = '0';
    world.limits = { ...world.limits, locked: true };
    expect(approval.value.admit()).toMatchObject({ ok: false, error: { code: 'limit.locked' } });
    world.broken = true;
    expect(approval.value.admit()).toMatchObject({ ok: false, error: { code: 'storage.failed' } });
  });
});
