import { describe, expect, it } from 'vitest';
import type { OrderQuestion } from '@shared/domain/confirmation';
import { DEFAULT_LIMITS, type AccountLimits } from '@shared/domain/limits';
import type { OrderIntent } from '@shared/domain/order';
import type { SpotSymbol } from '@shared/domain/symbol';
import { createOrderGuard } from './order-guard';

const account = { name: 'Main', kind: 'custom', keyTail: 'dEh8' } as const;
const rules: SpotSymbol = {
  symbol: 'BTCUSDT',
  status: 'TRADING',
  baseAsset: 'BTC',
  quoteAsset: 'USDT',
  baseAssetPrecision: 5,
  quotePrecision: 2,
  orderTypes: ['LIMIT'],
};
const intent: OrderIntent = { symbol: 'BTCUSDT', side: 'BUY', price: '100', quantity: '1.50' };

function setUp(first: Partial<AccountLimits> = {}, answer = true) {
  const world = { limits: { ...DEFAULT_LIMITS, ...first }, spent: '0', there: true };
  const asked: OrderQuestion[] = [];
  const guard = createOrderGuard({
    account: () => (world.there ? account : undefined),
    limits: () => world.limits,
    touch: () => ({ bid: '99', ask: '100', ageMs: 10, usable: true }),
    free: (asset) => (asset === 'USDT' ? '1000' : '0'),
    markets: () => [],
    spentToday: () => world.spent,
    secondsSinceSame: () => null,
    feeAtMost: () => null,
    ask: (question) => {
      asked.push(question);
      return Promise.resolve(answer);
    },
  });
  const admit = async (order = intent, despiteHold = false) =>
    (await guard.admit(order, rules, despiteHold))?.code ?? 'admitted';
  return { guard, world, asked, admit };
}

describe('an order before it is committed', () => {
  it('is shown as it will be sent and goes on with a yes', async () => {
    const { admit, asked } = setUp();
    expect(await admit()).toBe('admitted');
    expect(asked).toEqual([
      {
        kind: 'order',
        account,
        intent,
        baseAsset: 'BTC',
        quoteAsset: 'USDT',
        quotePrecision: 2,
        value: '150',
        feeAtMost: null,
        best: { of: 'ask', price: '100', percent: '0.00', ageMs: 10 },
        sharePercent: '15.00',
        spentAsset: 'USDT',
        unusual: [],
      },
    ]);
  });

  it('does not go on with a no', async () => {
    expect(await setUp({}, false).admit()).toBe('order.not-confirmed');
  });

  it('is not asked about when a limit refuses it', async () => {
    const { admit, asked } = setUp({ largestOrder: '149.99' });
    expect([await admit(), asked.length]).toEqual(['limit.largest-order', 0]);
  });

  it('is asked about only when it is unusual, where ordinary ones are not', async () => {
    const { admit, asked } = setUp({ confirm: 'unusual' });
    expect([await admit(), asked.length]).toEqual(['admitted', 0]);
    expect([await admit(intent, true), asked[0]?.unusual[0]?.kind]).toEqual(['admitted', 'despite-hold']);
    expect([await admit({ ...intent, price: '90' }), asked.length]).toEqual(['admitted', 2]);
  });

  it('of an account that is there no more is refused', async () => {
    const { admit, world } = setUp();
    world.there = false;
    expect(await admit()).toBe('account.unknown');
  });

  it('is held against the limits once more when it is counted', async () => {
    const { guard, world, admit } = setUp({ largestDay: '200' });
    expect(await admit()).toBe('admitted');
    expect(guard.count(intent, rules)).toEqual({ ok: true, value: { value: '150', valueAsset: 'USDT' } });
    world.spent = '150';
    expect(guard.count(intent, rules)).toMatchObject({ ok: false, error: { code: 'limit.largest-day' } });
    world.spent = '0';
    world.limits = { ...world.limits, locked: true };
    expect(guard.count(intent, rules)).toMatchObject({ ok: false, error: { code: 'limit.locked' } });
  });
});
