import { readFrame } from '../../electron/main/exchange/jex/frames';
import { eventReader } from '../../electron/main/exchange/jex/market-events';
import { OrderBook } from '../../electron/main/market/book/order-book';
import type { Level } from '../../shared/domain/market';
import { serveRounds } from './rounds';

interface Snapshot {
  readonly lastUpdateId: number;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
}

const readDepth = eventReader({ kind: 'depth', symbol: 'BTCUSDT' });
const refuseElements = (): never => {
  throw new Error('A message has bad elements.');
};

/** Perch's decoding of a frame, with all its checks, the version's check, and the book. */
serveRounds((snapshot) => {
  const { lastUpdateId, bids, asks } = JSON.parse(snapshot) as Snapshot;
  const book = new OrderBook();
  book.reset(bids, asks);
  let version = lastUpdateId;
  let bestSeen = 0;

  return {
    apply(text) {
      const event = readFrame(text, false, (frame) => readDepth(frame.event, refuseElements));
      if (event === null || event.version !== version + 1) throw new Error('A message was lost.');
      version = event.version;
      const refusal = book.apply(event.bids, event.asks);
      if (refusal) throw new Error(refusal.text);
      bestSeen += book.top('bids', 1).length + book.top('asks', 1).length;
    },
    top() {
      if (bestSeen === 0) throw new Error('No best price was seen.');
      const best = (side: 'bids' | 'asks'): [number, number] => {
        const [level] = book.top(side, 1);
        return [Number(level?.[0]), Number(level?.[1])];
      };
      return { bid: best('bids'), ask: best('asks'), levels: [book.size('bids'), book.size('asks')] };
    },
  };
});
