import { expect, it } from 'vitest';
import { startPaper } from '../testing';

const DAY_MS = 86_400_000;
const FIRST_DAY = 20_000;

/** Best prices and depth of every market that trades, and the last price, of an exchange that is started on that day. */
async function marketsOn(day: number) {
  const now = day * DAY_MS + 12_345_678;
  const paper = await startPaper({ marketMaker: false, clock: () => now });
  const markets = [...paper.exchange.markets.values()]
    .filter(({ instrument }) => instrument.listing.status === 'TRADING')
    .map(({ symbol, book, history }) => {
      const [bids, asks] = [book.levels('BUY', 5), book.levels('SELL', 5)];
      const isBetween = history.lastTicks >= bids[0]!.ticks && history.lastTicks <= asks[0]!.ticks;
      return { symbol, bids, asks, isBetween };
    });
  await paper.stop();
  return markets;
}

it('a market that stands still has the same book whatever the day: prices that are known today are known in a year', async () => {
  const first = await marketsOn(FIRST_DAY);
  expect(first.every(({ isBetween }) => isBetween)).toBe(true);
  expect(first.find(({ symbol }) => symbol === 'BTCUSDT')?.bids[0]?.ticks).toBeGreaterThan(66_900_00);
  for (const later of [1, 3, 10, 30, 90, 365]) expect(await marketsOn(FIRST_DAY + later)).toEqual(first);
});
