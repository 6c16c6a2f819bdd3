import { expect, it } from 'vitest';
import { startPaper } from '../testing';

/** In the middle of a minute, so that both runs trade in the same one. */
let now = 20_000 * 86_400_000 + 21_000;

it('trades after a restart have ids above all that were given before, also within one minute', async () => {
  async function run(trades: number): Promise<number[]> {
    const paper = await startPaper({ marketMaker: false, clock: () => now });
    const market = paper.exchange.markets.get('BTCUSDT');
    if (!market) throw new Error('no such market');
    for (let count = 0; count < trades; count += 1) {
      now += 5;
      const best = market.book.best('SELL');
      market.submit({ side: 'BUY', ticks: best?.ticks ?? 0, lots: 1, owner: undefined }, now, 'expires');
    }
    await paper.stop();
    return market.history.liveSince(0).map(({ id }) => id);
  }
  const before = await run(50);
  now += 200;
  const after = await run(3);
  expect(before).toHaveLength(50);
  expect(after).toHaveLength(3);
  expect(Math.min(...after)).toBeGreaterThan(Math.max(...before));
  expect([...before].sort((a, b) => a - b)).toEqual(before);
});
