import { Instrument, type Listing } from '../listing/instrument';
import { fixed } from '../money/fixed';
import { TradeHistory } from './history';
import { Market } from './market';
import { MarketMaker } from './market-maker';
import { PastTrades } from './past-trades';
import { AssetPath, PricePath } from './price-path';
import { touchAround } from './touch';
import { hashText, mix, randomStream } from './random';

export interface MarketsPlan {
  readonly listings: readonly Listing[];
  readonly seed: number;
  /** Server time at which live trading begins, ms. */
  readonly startTime: number;
  /** Whether prices move; a still market stands at its listed prices. */
  readonly live: boolean;
  readonly accountsChanged: () => void;
}

/** The markets by symbol, in listing order, and the makers of those that trade. */
export interface Markets {
  readonly markets: Map<string, Market>;
  readonly makers: { readonly market: Market; readonly maker: MarketMaker }[];
}

/** Sets up every market; books and histories are filled when first looked at. */
export function buildMarkets({ listings, seed, startTime, live, accountsChanged }: MarketsPlan): Markets {
  const paths = new Map<string, AssetPath>();
  const pathOf = (asset: string, grain = 1): AssetPath => {
    const path = paths.get(asset) ?? new AssetPath(seed, asset, grain);
    paths.set(asset, path);
    return path;
  };
  // `lastUpdateId` must not go back over a restart: it begins at hundredths of seconds, which no book outruns.
  const version = Math.floor(startTime / 10);
  const markets = new Map<string, Market>();
  const makers: Markets['makers'] = [];
  for (const listing of listings) {
    const instrument = new Instrument(listing);
    const centre = instrument.ticksOf(fixed(listing.centre));
    const ordinaryLots = instrument.lotsOf(fixed(listing.tradeSize));
    if (centre === undefined || ordinaryLots === undefined)
      throw new RangeError(`${listing.symbol}: centre or trade size is not whole`);
    // Prices are counted in USDT, so USDT itself does not move.
    const quote = listing.quoteAsset === 'USDT' ? undefined : pathOf(listing.quoteAsset);
    const grain = listing.tradesPerHour < 60 ? 60 : 1;
    const path = new PricePath(
      pathOf(listing.baseAsset, grain),
      quote,
      centre,
      grain,
      live ? undefined : startTime,
    );
    const past = new PastTrades(
      path,
      mix(seed | 0, hashText(listing.symbol)),
      ordinaryLots,
      listing.tradesPerHour,
    );
    const middle = () => (live ? path.at(startTime) : centre);
    const history = new TradeHistory(past, startTime, () => touchAround(middle()));
    const market = new Market(instrument, history, version, accountsChanged);
    const random = randomStream(seed, `maker ${listing.symbol}`);
    const maker = new MarketMaker(market, path, random, ordinaryLots, listing.levels);
    market.seedWith({
      touch: () => maker.fillTouch(middle(), startTime),
      depth: () => maker.keepDepth(middle(), startTime),
    });
    markets.set(listing.symbol, market);
    if (listing.status === 'TRADING') makers.push({ market, maker });
  }
  return { markets, makers };
}
