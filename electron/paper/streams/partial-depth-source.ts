import type { Market } from '../market/market';
import type { Source } from './source';

/** PROTOCOL: `<s>@spotDepth<5, 10, 20>`, the whole top of the book each second. */
export function partialDepthSource(market: Market, limit: number): Source {
  const { instrument } = market;
  const side = (which: 'BUY' | 'SELL') =>
    market.book
      .levels(which, limit)
      .map(({ ticks, lots }) => [instrument.priceText(ticks), instrument.quantityText(lots)]);
  return { every: 'second', next: () => [{ bids: side('BUY'), asks: side('SELL') }] };
}
