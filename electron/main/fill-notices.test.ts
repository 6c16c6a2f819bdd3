import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFillNotices, noticeOf, type Fill, type Notice } from './fill-notices';

const fill: Fill = {
  entryId: 7,
  symbol: 'BTCUSDT',
  side: 'BUY',
  baseAsset: 'BTC',
  quoteAsset: 'USDT',
  quantity: '0.10',
  quote: '6700',
  executedQuantity: '0.1',
  orderQuantity: '0.3',
  account: { id: 'one', name: 'Main account', kind: 'custom' },
};

const ENGLISH = { language: 'en', grouping: 'comma' } as const;

function setUp(isWanted = () => true) {
  const shown: Notice[] = [];
  const notices = createFillNotices({
    show: (notice) => shown.push(notice),
    settings: () => ENGLISH,
    isWanted,
  });
  return { notices, shown };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a notice of fills', () => {
  it('says what was bought, at which price, on which account, and how much of the order it is', () => {
    expect(noticeOf(fill, ENGLISH)).toEqual({
      title: 'Bought 0.1 BTC at 67,000 USDT',
      body: 'LIVE · Main account: 0.1 of 0.3 BTC are filled.',
    });
    const whole: Fill = {
      ...fill,
      side: 'SELL',
      executedQuantity: '0.30',
      account: { id: 'one', name: 'Practice', kind: 'paper' },
    };
    expect(noticeOf(whole, ENGLISH)).toEqual({
      title: 'Sold 0.1 BTC at 67,000 USDT',
      body: 'PAPER · Practice: the order is filled.',
    });
    expect(noticeOf(whole, { ...ENGLISH, language: 'zh-CN' }).title).toBe('已卖出 0.1 BTC，价格 67,000 USDT');
  });

  it('shows names as literal text and prices never in scientific notation', () => {
    const { title } = noticeOf(
      { ...fill, baseAsset: 'BTC\u202e', quantity: '3', quote: '0.000001' },
      ENGLISH,
    );
    expect(title).toBe('Bought 3 BTC\\u{202e} at 0.00000033 USDT');
  });

  it('comes once for the fills of one order within a second, added up exactly', () => {
    const { notices, shown } = setUp();
    notices.fill({ ...fill, quantity: '0.1', quote: '6700', executedQuantity: '0.1' });
    vi.advanceTimersByTime(600);
    notices.fill({ ...fill, quantity: '0.2', quote: '13403', executedQuantity: '0.3' });
    notices.fill({ ...fill, entryId: 8, side: 'SELL' });
    vi.advanceTimersByTime(400);
    expect(shown).toEqual([
      { title: 'Bought 0.3 BTC at 67,010 USDT', body: 'LIVE · Main account: the order is filled.' },
    ]);
    vi.advanceTimersByTime(600);
    expect(shown).toHaveLength(2);
  });

  it('tells the newest state of the order when fills come the wrong way round', () => {
    const { notices, shown } = setUp();
    notices.fill({ ...fill, executedQuantity: '0.3' });
    notices.fill({ ...fill, executedQuantity: '0.2' });
    vi.advanceTimersByTime(1_000);
    expect(shown[0]?.body).toBe('LIVE · Main account: the order is filled.');
  });

  it('does not come while the user looks at the terminal', () => {
    const { notices, shown } = setUp(() => false);
    notices.fill(fill);
    vi.advanceTimersByTime(5_000);
    expect(shown).toEqual([]);
  });

  it('comes at once when Perch ends', () => {
    const { notices, shown } = setUp();
    notices.fill(fill);
    notices.flush();
    vi.advanceTimersByTime(5_000);
    expect(shown).toHaveLength(1);
  });
});
