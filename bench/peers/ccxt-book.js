import { safeFloat, safeInteger, safeString } from '../node_modules/ccxt/js/src/base/functions/type.js';
import { OrderBook } from '../node_modules/ccxt/js/src/base/ws/OrderBook.js';
import { serveRounds } from '../book/rounds';

/*
 * The order book of ccxt as its pro classes use it for streams of differences: JSON.parse of the text, the check that none was lost,
 * then for each change price and quantity by safeFloat, and `store`, a side after the other. Without its client around it (the search
 * for big numbers in the text, the look-up of the market, the promises of those who wait), which would take more.
 */
serveRounds((snapshot) => {
  const { lastUpdateId, bids, asks } = JSON.parse(snapshot);
  const numbers = (levels) => levels.map(([price, amount]) => [Number(price), Number(amount)]);
  const book = new OrderBook({
    symbol: 'BTC/USDT',
    nonce: lastUpdateId,
    bids: numbers(bids),
    asks: numbers(asks),
  });
  let best = 0;

  function handleDelta(side, delta) {
    side.store(safeFloat(delta, 0), safeFloat(delta, 1));
  }

  function handleDeltas(side, deltas) {
    for (let i = 0; i < deltas.length; i += 1) handleDelta(side, deltas[i]);
  }

  return {
    apply(text) {
      const message = JSON.parse(text);
      if (safeString(message, 's') !== 'BTCUSDT') throw new Error('another symbol');
      const version = safeInteger(message, 'v');
      if (version !== book.nonce + 1) throw new Error('a message was lost');
      handleDeltas(book.asks, message.a);
      handleDeltas(book.bids, message.b);
      book.nonce = version;
      best += book.asks[0][0] - book.bids[0][0];
    },
    top() {
      if (!(best > 0)) throw new Error('the book was crossed');
      const [bid, ask] = [book.bids[0], book.asks[0]];
      return { bid: [bid[0], bid[1]], ask: [ask[0], ask[1]], levels: [book.bids.length, book.asks.length] };
    },
  };
});
