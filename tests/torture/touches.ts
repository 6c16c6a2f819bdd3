import { PaperExchange } from '../../electron/paper/exchange';

/** The best prices of a symbol, in ticks and lots, and how they are written. */
export interface Touch {
  readonly symbol: string;
  readonly bid: number;
  readonly ask: number;
  readonly askLots: number;
  readonly bidLots: number;
  /** Lots of about 50 USDT. */
  readonly ordinaryLots: number;
  readonly price: (ticks: number) => string;
  readonly quantity: (lots: number) => string;
}

let known: readonly Touch[] | undefined;

/** The books of an exchange in which nothing happened yet: the same in every run. */
export function touches(): readonly Touch[] {
  known ??= readTouches();
  return known;
}

function readTouches(): Touch[] {
  const exchange = new PaperExchange({
    port: 0,
    seed: 7,
    keyId: 'k',
    secret: 's',
    symbols: 3,
    marketMaker: false,
  });
  const found = [...exchange.markets.values()].map((market): Touch => {
    const [bid, ask] = [market.best('BUY'), market.best('SELL')];
    if (bid === undefined || ask === undefined) throw new Error('an empty book');
    const { instrument } = market;
    const perLot = Number(instrument.priceText(ask.ticks)) * Number(instrument.quantityText(1));
    return {
      symbol: market.symbol,
      bid: bid.ticks,
      ask: ask.ticks,
      bidLots: bid.lots,
      askLots: ask.lots,
      ordinaryLots: Math.ceil(50 / perLot),
      price: (ticks) => instrument.priceText(ticks, 0),
      quantity: (lots) => instrument.quantityText(lots, 0),
    };
  });
  exchange.stop();
  return found;
}
