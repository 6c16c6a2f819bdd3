import type { TestPaper } from '../../electron/paper/testing';
import { normalize } from '../../shared/domain/decimal';
import { send, sendSigned } from '../../electron/paper/testing-requests';
import type { Side } from '../../shared/domain/order';

/**
 * A market whose asks, from the second on, lie above all prices of the last minutes: whoever knows only the candle of a minute can tell
 * that they were reached in it. Where a market stands against its past is as the day has it.
 */
export function marketBelowItsAsks(paper: TestPaper): {
  readonly symbol: string;
  readonly name: string;
  readonly quotePrecision: number;
} {
  const now = paper.exchange.now();
  const minute = Math.floor(now / 60_000);
  for (const [symbol, { book, history, instrument }] of paper.exchange.markets) {
    const high = history.span(minute - 2, minute + 1, now)?.high ?? history.lastTicks;
    const { baseAsset, quoteAsset, quotePrecision, status } = instrument.listing;
    if (status === 'TRADING' && high < (book.level('SELL', 1)?.ticks ?? 0)) {
      return { symbol, name: `${baseAsset}/${quoteAsset}`, quotePrecision };
    }
  }
  throw new Error('every market of the exchange was above its second ask lately');
}

/** The rest of the market and another client of the account, as a test plays them at a paper exchange that stands still. */
export function outsideMarket(paper: TestPaper, symbol: string) {
  function market() {
    const found = paper.exchange.markets.get(symbol);
    if (!found) throw new Error(`the exchange has no ${symbol}`);
    return found;
  }

  return {
    /** Somebody takes `lots` (smallest quantities) from the best of the other side. */
    trade(side: Side, lots: number): void {
      const best = market().book.best(side === 'BUY' ? 'SELL' : 'BUY');
      if (!best) throw new Error(`nobody offers ${symbol}`);
      market().submit({ side, ticks: best.ticks, lots, owner: undefined }, paper.exchange.now(), 'expires');
    },
    /**
     * Somebody takes all that is offered at the best price of the other side, and the smallest quantity of the next: to a price that the
     * market has not had since the one before was there.
     */
    reachSecond(side: Side): void {
      const [first, second] = market().book.levels(side === 'BUY' ? 'SELL' : 'BUY', 2);
      if (!first || !second) throw new Error(`nobody offers ${symbol}`);
      const order = { side, ticks: second.ticks, lots: first.lots + 1, owner: undefined };
      market().submit(order, paper.exchange.now(), 'expires');
    },
    /** The rest of the market takes everything before an order of the account that rests here, and half of it. */
    fillHalf(orderId: string): void {
      const order = paper.exchange.account.order(BigInt(orderId));
      if (!order?.resting) throw new Error(`order ${orderId} does not rest`);
      const before = market()
        .book.levels(order.side, Number.MAX_SAFE_INTEGER)
        .filter(({ ticks }) => (order.side === 'BUY' ? ticks >= order.ticks : ticks <= order.ticks))
        .reduce((sum, { lots }) => sum + lots, 0);
      const half = Math.floor((order.originalLots - order.executedLots) / 2);
      const lots = before - half;
      const side = order.side === 'BUY' ? 'SELL' : 'BUY';
      market().submit({ side, ticks: order.ticks, lots, owner: undefined }, paper.exchange.now(), 'expires');
    },
    /** Small trades on both sides until the returned function is called, so that the streams have something to tell. */
    pulse(everyMs = 400): () => void {
      let side: Side = 'BUY';
      const timer = setInterval(() => {
        this.trade(side, 1);
        side = side === 'BUY' ? 'SELL' : 'BUY';
      }, everyMs);
      return () => clearInterval(timer);
    },
    /** As the window shows them: best first, without needless zeros. */
    levels(side: Side, most: number): (readonly [price: string, quantity: string])[] {
      const { instrument, book } = market();
      return book
        .levels(side, most)
        .map(({ ticks, lots }) => [
          normalize(instrument.priceText(ticks)),
          normalize(instrument.sumText(BigInt(lots))),
        ]);
    },
    lastPrice: (): string => normalize(market().instrument.priceText(market().history.lastTicks)),
    /** The account's owner places an order with another client. */
    async place(side: Side, price: string, quantity: string): Promise<string> {
      const { status, text } = await sendSigned(paper, 'POST', '/api/v1/spot/order', [
        ['symbol', symbol],
        ['side', side],
        ['type', 'LIMIT'],
        ['quantity', quantity],
        ['price', price],
      ]);
      const id = /"orderId":\s*"?(\d+)/.exec(text)?.[1];
      if (status !== 200 || id === undefined) throw new Error(`the exchange answered ${status}: ${text}`);
      return id;
    },
    async depth(limit: 5 | 60): Promise<string> {
      const { text } = await send(paper.rest, 'GET', `/api/v1/spot/depth?symbol=${symbol}&limit=${limit}`);
      return text;
    },
  };
}
