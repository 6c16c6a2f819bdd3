import { afterEach, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../testing';
import { sendSigned } from '../testing-requests';
import { MarketMaker } from './market-maker';
import { AssetPath, PricePath } from './price-path';
import { randomStream } from './random';

let paper: TestPaper | undefined;
afterEach(() => paper?.stop());

const NOW = 1_760_000_000_000;

/** A market of a still exchange with a maker of its own, stepped by hand. */
async function market(symbol: string) {
  paper = await startPaper({ marketMaker: false, clock: () => NOW });
  const found = paper.exchange.markets.get(symbol)!;
  const path = new PricePath(new AssetPath(3, symbol), undefined, found.book.best('BUY')!.ticks, 1, NOW);
  return { paper, market: found, maker: new MarketMaker(found, path, randomStream(3, symbol), 1000, 66) };
}

describe('the market maker', () => {
  it.each(['BTCUSDT', 'JEXBTC', 'DASHUSDT', 'LTCBTC'])(
    'keeps %s deep on both sides and uncrossed for an hour',
    async (symbol) => {
      const { market: live, maker, paper: exchange } = await market(symbol);
      const begin = exchange.exchange.now();
      const touches = new Set<number>();
      for (let second = 0; second < 3600; second++) {
        maker.step(begin + second * 1000);
        const [bid, ask] = [live.book.best('BUY')!.ticks, live.book.best('SELL')!.ticks];
        expect(bid).toBeLessThan(ask);
        touches.add(bid);
        expect(Math.min(live.book.count('BUY'), live.book.count('SELL'))).toBeGreaterThanOrEqual(60);
        expect(Math.max(live.book.count('BUY'), live.book.count('SELL'))).toBeLessThanOrEqual(110);
      }
      expect(touches.size).toBeGreaterThan(5);
    },
  );

  it('fills a resting order near the touch by real matching, at its own price, with the maker fee', async () => {
    const { market: live, maker, paper: exchange } = await market('ETHUSDT');
    const price = live.book.best('BUY')!.ticks;
    const { text } = await sendSigned(exchange, 'POST', '/api/v1/spot/order', [
      ['symbol', 'ETHUSDT'], ['side', 'BUY'], ['type', 'LIMIT'], ['quantity', '0.3'], ['price', (price / 100).toFixed(2)],
    ]); // prettier-ignore
    const order = exchange.exchange.account.order(BigInt(/"orderId":(\d+)/.exec(text)![1]!))!;
    expect(order.status).toBe('NEW');
    const begin = exchange.exchange.now();
    for (let second = 0; second < 21_600 && order.status !== 'FILLED'; second++)
      maker.step(begin + second * 1000);
    expect(order.status).toBe('FILLED');
    expect(
      exchange.exchange.account.trades.every(({ maker: wasMaker, ticks }) => wasMaker && ticks === price),
    ).toBe(true);
    expect(exchange.exchange.account.ledger.balance('ETH').free).toBe(202997n * 10n ** 16n);
  });

  it('moves a live exchange by itself, several markets a second', { timeout: 30_000 }, async () => {
    paper = await startPaper({ symbols: 40 });
    const { markets } = paper.exchange;
    const versions = () => [...markets.values()].map((each) => (each.book, each.closeVersion()));
    const before = versions();
    const deadline = Date.now() + 25_000;
    const moved = () => versions().filter((version, index) => version > before[index]!).length;
    const trading = [...markets.values()].filter((each) => each.trading).length;
    while (moved() < trading && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(moved()).toBe(trading);
  });
});
