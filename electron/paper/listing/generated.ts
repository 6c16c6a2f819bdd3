import { randomStream } from '../market/random';
import type { Listing } from './instrument';

/** Most symbols a paper exchange can list. */
export const MOST_SYMBOLS = 5000;

/**
 * `count` further symbols against USDT, named `<THREE LETTERS><number>USDT`, the same for the same seed.
 * They exist to try an app against a market of thousands of symbols, so they trade seldom and their books are thin.
 */
export function generatedListings(count: number, seed: number): Listing[] {
  const random = randomStream(seed, 'generated-listings');
  return Array.from({ length: count }, (_, index) => {
    const letters = Array.from({ length: 3 }, () => String.fromCharCode(65 + Math.floor(random() * 26))).join(
      '',
    );
    const baseAsset = `${letters}${index + 1}`;
    const magnitude = Math.floor(random() * 6) - 2;
    const quotePrecision = Math.min(8, Math.max(2, 4 - magnitude));
    const baseAssetPrecision = Math.min(4, Math.max(0, magnitude + 1));
    const centre = ((1 + random() * 8) * 10 ** magnitude).toFixed(quotePrecision);
    const tradeSize = (250 / Number(centre)).toFixed(baseAssetPrecision);
    return {
      symbol: `${baseAsset}USDT`,
      status: 'TRADING',
      baseAsset,
      baseAssetPrecision,
      quoteAsset: 'USDT',
      quotePrecision,
      bounds: { maxPrice: '1000000' },
      centre,
      tradeSize,
      tradesPerHour: 2,
      levels: 30,
    };
  });
}
