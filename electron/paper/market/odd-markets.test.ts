import { afterAll, beforeAll, expect, it } from 'vitest';
import { add, fixed, formatFixed, ZERO } from '../money/fixed';
import { startPaper, type TestPaper } from '../testing';
import { oddListings } from '../testing-listings';
import { send, sendSigned } from '../testing-requests';

const listings = Object.values(oddListings);
const NOW = 20_000 * 86_400_000 + 41_000_000;

let paper: TestPaper;
beforeAll(async () => {
  paper = await startPaper({ marketMaker: false, clock: () => NOW, extraListings: listings });
});
afterAll(() => paper.stop());

async function get<Body>(target: string): Promise<Body> {
  const { status, text } = await send(paper.rest, 'GET', `/api/v1/spot/${target}`);
  expect([status, status === 200 ? '' : text]).toEqual([200, '']);
  return JSON.parse(text) as Body;
}

it('one market of 20 decimals or 14 digits leaves no market without its day', async () => {
  const all = await get<{ symbol: string; lastPrice: string }[]>('ticker/24hr');
  expect(all.map(({ symbol }) => symbol)).toEqual(
    expect.arrayContaining(['BTCUSDT', ...listings.map(({ symbol }) => symbol)]),
  );
  const tiny = all.find(({ symbol }) => symbol === oddListings.tiny.symbol);
  expect(tiny?.lastPrice).toMatch(/^0\.0000\d{16}$/);
});

it.each([oddListings.tiny, oddListings.huge])(
  'the volume of $symbol is the exact sum of its minutes',
  async ({ symbol }) => {
    const others = paper.exchange.markets.get(symbol);
    const best = others?.book.best('SELL');
    for (let count = 0; count < 20; count += 1)
      others?.submit(
        { side: 'BUY', ticks: best?.ticks ?? 0, lots: 2_000_000_000, owner: undefined },
        NOW,
        'expires',
      );
    const [day] = [await get<{ quoteVolume: string; openTime: number }>(`ticker/24hr?symbol=${symbol}`)];
    const rows = [
      ...(await get<string[][]>(`klines?symbol=${symbol}&interval=1m&limit=1000&startTime=${day.openTime}`)),
      ...(await get<string[][]>(`klines?symbol=${symbol}&interval=1m&limit=440`)),
    ];
    expect(rows).toHaveLength(1_440);
    const sum = rows.reduce((total, row) => add(total, fixed(row[7] ?? '')), ZERO);
    expect(formatFixed(sum, 8)).toBe(day.quoteVolume);
  },
);

it('an order of 20 decimals rests, fills and is charged, to the last digit', async () => {
  const { symbol } = oddListings.tiny;
  const market = paper.exchange.markets.get(symbol);
  const ticks = market?.book.best('SELL')?.ticks ?? 0;
  const price = market?.instrument.priceText(ticks) ?? '';
  const { status, text } = await sendSigned(paper, 'POST', '/api/v1/spot/order', [
    ['symbol', symbol],
    ['side', 'BUY'],
    ['type', 'LIMIT'],
    ['quantity', '1234567'],
    ['price', price],
    ['newOrderRespType', 'RESULT'],
  ]);
  expect([status, text]).toEqual([200, expect.stringContaining(`"${price}"`)]);
  expect(formatFixed(paper.exchange.account.ledger.balance('TINY').free)).toBe('1233332.433');
});
