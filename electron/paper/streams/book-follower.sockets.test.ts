import { afterEach, describe, expect, it } from 'vitest';
import { AssetPath, PricePath } from '../market/price-path';
import { MarketMaker } from '../market/market-maker';
import { randomStream } from '../market/random';
import { startPaper, type TestPaper } from '../testing';
import { send } from '../testing-requests';
import { type Heard, listen } from '../testing-streams';

type Pair = readonly [price: string, quantity: string, ...unknown[]];
interface Snapshot {
  lastUpdateId: number;
  bids: Pair[];
  asks: Pair[];
}
interface Difference {
  stream: string;
  data: { v: number; b: Pair[]; a: Pair[] };
}

let paper: TestPaper | undefined;
afterEach(() => paper?.stop());

const SYMBOLS = ['BTCUSDT', 'JEXBTC', 'DASHUSDT'] as const;

/** The simplest follower: a map of price to quantity for each side. */
class SimpleBook {
  readonly bids: Map<string, string>;
  readonly asks: Map<string, string>;

  constructor(
    snapshot: Snapshot,
    public version = snapshot.lastUpdateId,
  ) {
    this.bids = new Map(snapshot.bids.map(([price, quantity]) => [price, quantity]));
    this.asks = new Map(snapshot.asks.map(([price, quantity]) => [price, quantity]));
  }

  apply({ v, b, a }: Difference['data']): void {
    if (v <= this.version) return;
    expect(v).toBe(this.version + 1);
    this.version = v;
    for (const [side, changes] of [
      [this.bids, b],
      [this.asks, a],
    ] as const)
      for (const [price, quantity] of changes) {
        if (quantity === '0') expect(side.delete(price), `level ${price} was there`).toBe(true);
        else expect(side.get(price) === quantity ? 'unchanged' : side.set(price, quantity)).toBe(side);
      }
  }

  get top(): { bids: Pair[]; asks: Pair[] } {
    const sorted = (side: Map<string, string>, sign: number): Pair[] =>
      [...side].sort(([one], [other]) => sign * (Number(one) - Number(other)));
    return { bids: sorted(this.bids, -1), asks: sorted(this.asks, 1) };
  }
}

const depth = async (symbol: string, limit = 60): Promise<Snapshot> => {
  const { text } = await send(
    paper!.rest,
    'GET',
    `/api/v1/spot/depth?symbol=${symbol}${limit === 60 ? '' : `&limit=${limit}`}`,
  );
  return JSON.parse(text) as Snapshot;
};
const plain = ({ bids, asks }: Pick<Snapshot, 'bids' | 'asks'>) => ({
  bids: bids.map(([price, quantity]) => [price, quantity]),
  asks: asks.map(([price, quantity]) => [price, quantity]),
});

describe('a simple book follower', () => {
  it.each([1, 2, 3])(
    'has exactly the depth of REST at every version under random trading (seed %i)',
    { timeout: 60_000 },
    async (seed) => {
      paper = await startPaper({ marketMaker: false, clock: () => 1_760_000_000_000 });
      const random = randomStream(seed, 'follower');
      const rooms = SYMBOLS.map((symbol) => {
        const market = paper!.exchange.markets.get(symbol)!;
        const path = new PricePath(
          new AssetPath(seed, symbol),
          undefined,
          market.book.best('BUY')!.ticks,
          1,
          0,
        );
        const maker = new MarketMaker(market, path, randomStream(seed, symbol), 500, 66);
        return { symbol, market, maker, snapshots: [] as { limit: number; snapshot: Snapshot }[] };
      });
      const heard = await listen(
        paper.stream,
        `/stream?streams=${SYMBOLS.map((symbol) => `${symbol.toLowerCase()}@spotDepth`).join('/')}`,
      );

      const end = performance.now() + 3500;
      for (let moment = 0; performance.now() < end; moment++) {
        const room = rooms[Math.floor(random() * rooms.length)]!;
        const { maker, market, symbol, snapshots } = room;
        const kind = random();
        if (kind < 0.3) maker.step(moment * 20_000);
        else if (kind < 0.7) for (let times = random() * 40; times > 0; times--) maker.stir(moment * 20_000);
        else if (kind < 0.75) market.withdraw(market.book.best('BUY')!.orders[0]!);
        // Whole levels at once, so that much of the window changes.
        else if (kind < 0.8)
          market.submit(
            { side: 'SELL', ticks: market.book.level('BUY', 25)!.ticks, lots: 20_000, owner: undefined },
            1,
            'expires',
          );
        else if (snapshots.length === 0) snapshots.push({ limit: 60, snapshot: await depth(symbol) });
        else {
          const limit = random() < 0.3 ? 5 : 60;
          snapshots.push({ limit, snapshot: await depth(symbol, limit) });
        }
        if (random() < 0.3) await new Promise((resolve) => setTimeout(resolve, 10));
      }
      for (const { symbol, snapshots } of rooms) snapshots.push({ limit: 60, snapshot: await depth(symbol) });
      await allArrived(heard, rooms);

      for (const { symbol, snapshots } of rooms) {
        const book = new SimpleBook(snapshots[0]!.snapshot);
        const differences = (heard.messages as Difference[])
          .filter(({ stream }) => stream.startsWith(symbol.toLowerCase()))
          .map(({ data }) => data);
        let next = 0;
        for (const { limit, snapshot } of snapshots) {
          while (book.version < snapshot.lastUpdateId) book.apply(differences[next++]!);
          expect(book.version).toBe(snapshot.lastUpdateId);
          const { bids, asks } = book.top;
          expect(plain(snapshot)).toEqual(plain({ bids: bids.slice(0, limit), asks: asks.slice(0, limit) }));
          if (limit === 60)
            expect([bids.length, asks.length]).toEqual([snapshot.bids.length, snapshot.asks.length]);
        }
        expect(snapshots.length).toBeGreaterThan(5);
        expect(new Set(snapshots.map(({ snapshot }) => snapshot.lastUpdateId)).size).toBeGreaterThan(5);
      }
      heard.close();
    },
  );

  it('that comes later, or has an old snapshot, sees where it stands', async () => {
    paper = await startPaper({ marketMaker: false });
    const market = paper.exchange.markets.get('ETHUSDT')!;
    const change = () => market.withdraw(market.book.best('BUY')!.orders[0]!);
    const old = await depth('ETHUSDT');
    expect((await depth('ETHUSDT')).lastUpdateId).toBe(old.lastUpdateId);
    change();
    const first = await listen(paper.stream, '/ws/ethusdt@spotDepth');
    change();
    const { v } = await first.next<Difference['data']>(() => true);
    // What changed before anybody followed is a version of its own, which the old snapshot lacks.
    expect(v).toBe(old.lastUpdateId + 2);
    expect((await depth('ETHUSDT')).lastUpdateId).toBe(v);
    expect((await depth('ETHUSDT')).lastUpdateId).toBe(v);
    const second = await listen(paper.stream, '/ws/ethusdt@spotDepth');
    change();
    const [one, other] = await Promise.all([
      first.next<Difference['data']>(() => true, { from: 1 }),
      second.next<Difference['data']>(() => true),
    ]);
    expect(one).toEqual(other);
    expect(one.v).toBe(v + 1);
    first.close();
    second.close();
  });
});

/** Waits until the differences up to the last snapshot of every symbol have come. */
async function allArrived(
  heard: Heard,
  rooms: readonly { symbol: string; snapshots: readonly { snapshot: Snapshot }[] }[],
): Promise<void> {
  for (const { symbol, snapshots } of rooms) {
    const last = snapshots.at(-1)!.snapshot.lastUpdateId;
    const known = snapshots[0]!.snapshot.lastUpdateId;
    if (last > known)
      await heard.next(
        ({ stream, data }: Difference) => stream.startsWith(symbol.toLowerCase()) && data.v === last,
      );
  }
}
