import { afterEach, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../testing';
import { send } from '../testing-requests';

let paper: TestPaper | undefined;
afterEach(() => paper?.stop());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const changes = () => [...paper!.exchange.markets.values()].reduce((sum, market) => sum + market.changes, 0);

async function get<Body>(target: string): Promise<Body> {
  const { status, text } = await send(paper!.rest, 'GET', `/api/v1/spot/${target}`);
  expect(status).toBe(200);
  return JSON.parse(text) as Body;
}

/** Every book uncrossed and no larger than the practice market keeps it. */
function expectSoundBooks(): void {
  for (const { book, trading } of paper!.exchange.markets.values()) {
    if (!trading) continue;
    expect(book.best('BUY')!.ticks).toBeLessThan(book.best('SELL')!.ticks);
    for (const side of ['BUY', 'SELL'] as const) {
      expect(book.count(side)).toBeGreaterThan(20);
      expect(book.count(side)).toBeLessThan(110);
      for (const level of book.levels(side, 110)) {
        expect(level.lots).toBe(level.orders.reduce((sum, { lots }) => sum + lots, 0));
        expect(level.orders.length).toBeLessThan(10);
      }
    }
  }
}

describe('the pace of the practice market', () => {
  it('is nothing at a rate of 0', async () => {
    paper = await startPaper({ rate: 0 });
    await get('ticker/bookTicker');
    await pause(600);
    expect(changes()).toBe(0);
  });

  it('is about as many book changes as asked for', { timeout: 60_000 }, async () => {
    paper = await startPaper({ rate: 500, symbols: 3 });
    const begun = performance.now();
    while (performance.now() - begun < 3000) await pause(50);
    const perSecond = (changes() / (performance.now() - begun)) * 1000;
    expect(perSecond).toBeLessThan(700);
    // A machine that is busy makes up for missed ticks only in part.
    expect(perSecond).toBeGreaterThan(100);
    expectSoundBooks();
  });

  it('can be a storm, which leaves books sound and requests answered', { timeout: 60_000 }, async () => {
    paper = await startPaper({ rate: 20_000 });
    while (changes() < 30_000) {
      await get('depth?symbol=BTCUSDT');
      await pause(20);
    }
    expectSoundBooks();
    const trades = [...paper.exchange.markets.values()].map(({ history }) => history.liveCount);
    expect(Math.min(...trades.filter((_, index) => index < 17))).toBeGreaterThan(0);
  });
});

describe('few symbols', () => {
  it('tell their day before anything that is asked for meanwhile is looked at', async () => {
    paper = await startPaper({ rate: 0 });
    let others = 0;
    const asked = setInterval(() => (others += 1), 0);
    await paper.exchange.prepareDay();
    clearInterval(asked);
    expect(others).toBe(0);
  });
});

describe('5000 symbols', () => {
  it(
    'answer everything about all of them at once, and about one meanwhile',
    { timeout: 60_000 },
    async () => {
      let now = 1_760_000_000_000;
      paper = await startPaper({ symbols: 5000, clock: () => now });
      // A minute later every day has changed.
      now += 60_000;
      type Day = { symbol: string; lastPrice: string; bidPrice: string; askPrice: string };
      const { exchange } = paper;
      const prepareDay = exchange.prepareDay.bind(exchange);
      let preparing = false;
      exchange.prepareDay = async () => {
        preparing = true;
        await prepareDay();
        preparing = false;
      };
      const asked = get<Day[]>('ticker/24hr');
      let answeredMeanwhile = 0;
      for (let finished = false; !finished;) {
        const over = await Promise.race([asked, get('ticker/price?symbol=BTCUSDT').then(() => undefined)]);
        finished = over !== undefined;
        if (preparing) answeredMeanwhile++;
      }
      expect(answeredMeanwhile).toBeGreaterThan(0);
      const days = await asked;
      expect(new Set(days.map(({ symbol }) => symbol)).size).toBe(5000);
      const last = days.at(-1)!;
      const klines = await get<string[][]>(`klines?symbol=${last.symbol}&interval=1d&limit=3`);
      expect(klines).toHaveLength(3);
      const { bids, asks } = await get<{ bids: []; asks: [] }>(`depth?symbol=${last.symbol}`);
      expect([bids.length, asks.length]).toEqual([30, 30]);
    },
  );
});

describe('the last price after a start', () => {
  it.each([true, false])('is not outside the best prices (live: %s)', async (marketMaker) => {
    paper = await startPaper({ marketMaker, symbols: 60, rate: 0 });
    type Day = { symbol: string; lastPrice: string; bidPrice: string; askPrice: string };
    for (const { symbol, lastPrice, bidPrice, askPrice } of await get<Day[]>('ticker/24hr')) {
      const within = Number(bidPrice) <= Number(lastPrice) && Number(lastPrice) <= Number(askPrice);
      expect(within, `${symbol}: ${bidPrice} ${lastPrice} ${askPrice}`).toBe(true);
    }
  });

  it('is brought back inside them by the first step after a slow start', async () => {
    let now = 1_760_000_000_000;
    paper = await startPaper({ symbols: 40, clock: () => now });
    const { markets } = paper.exchange;
    const before = new Map([...markets].map(([symbol, market]) => [symbol, market.best('BUY')!.ticks]));
    const moved = (symbol: string) => markets.get(symbol)!.best('BUY')!.ticks !== before.get(symbol);
    now += 8000;
    for (let waited = 0; waited < 200 && [...markets.keys()].filter(moved).length < 20; waited++)
      await pause(50);
    for (const [symbol, market] of markets) {
      if (!moved(symbol) || !market.trading) continue;
      expect(market.history.lastTicks).toBeGreaterThanOrEqual(market.best('BUY')!.ticks);
      expect(market.history.lastTicks).toBeLessThanOrEqual(market.best('SELL')!.ticks);
    }
  });
});
