import type { Book, Tape, Ticker } from '@shared/domain/market';
import type { SpotSymbol } from '@shared/domain/symbol';
import { book, prices, symbols, tape, tickers } from './desk';
import { lastPriceOf, type LastPrice } from './last-price';
import type { Rune } from './rune';
import { selectedSymbol } from './view';

/** The symbol that the desk shows, with its rules and, once it came, its ticker. */
export interface Market {
  readonly rules: SpotSymbol;
  readonly ticker: Ticker | undefined;
}

let followed = { symbol: '', ticker: tickers.of('') };

function selectedTicker(symbol: string): Ticker | undefined {
  if (followed.symbol !== symbol) followed = { symbol, ticker: tickers.of(symbol) };
  return followed.ticker.current;
}

export const selectedMarket: Rune<Market | undefined> = {
  get current() {
    const name = selectedSymbol.current;
    const rules = symbols.current?.symbols.find((symbol) => symbol.symbol === name);
    return rules && { rules, ticker: selectedTicker(name) };
  },
};

/** The book of the selected symbol; undefined while main still sends that of another one, or before the first. */
export const selectedBook: Rune<Book | undefined> = {
  get current() {
    const value = book.current;
    return value && value.symbol === selectedSymbol.current && value.confirmedAt > 0 ? value : undefined;
  },
};

/** The trades of the selected symbol; undefined as above. */
export const selectedTape: Rune<Tape | undefined> = {
  get current() {
    const value = tape.current;
    return value && value.symbol === selectedSymbol.current && value.confirmedAt > 0 ? value : undefined;
  },
};

export const selectedLastPrice: Rune<LastPrice | undefined> = {
  get current() {
    return lastPriceOf(selectedTicker(selectedSymbol.current), prices.current, selectedTape.current);
  },
};
