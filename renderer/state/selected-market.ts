import type { Ticker } from '@shared/domain/market';
import type { SpotSymbol } from '@shared/domain/symbol';
import { symbols, tickers } from './desk';
import type { Rune } from './rune';
import { selectedSymbol } from './view';

/** The symbol that the desk shows, with its rules and, once it came, its ticker. */
export interface Market {
  readonly rules: SpotSymbol;
  readonly ticker: Ticker | undefined;
}

export const selectedMarket: Rune<Market | undefined> = {
  get current() {
    const name = selectedSymbol.current;
    const rules = symbols.current?.symbols.find((symbol) => symbol.symbol === name);
    return rules && { rules, ticker: tickers.current?.[name] };
  },
};
