import { compare, divideUp, isDecimal, isZero, multiply, type Decimal } from './decimal';

/** The last price of one market, in its quote asset. */
export interface PricedMarket {
  readonly baseAsset: string;
  readonly quoteAsset: string;
  readonly lastPrice: Decimal;
}

/** Most decimals of a value. */
const PLACES = 20;

/** numerator / denominator: exact until it is written down. */
interface Rate {
  readonly numerator: Decimal;
  readonly denominator: Decimal;
}

const ONE: Rate = { numerator: '1', denominator: '1' };

/**
 * What an amount of one asset is worth in another by last prices: of the market between the two, or of the inverse one, or by way of
 * one asset that has a market with both. Of several ways the dearest counts, and the last of 20 decimals is rounded up, because a
 * limit is kept by it. null when the prices do not tell.
 */
export function valueIn(
  amount: Decimal,
  asset: string,
  valueAsset: string,
  markets: Iterable<PricedMarket>,
): Decimal | null {
  if (asset === valueAsset) return valueBy(amount, ONE);
  const toOthers = new Map<string, Rate>();
  const fromOthers = new Map<string, Rate>();
  for (const market of markets) {
    if (!isDecimal(market.lastPrice) || isZero(market.lastPrice)) continue;
    note(toOthers, rateFrom(market, asset));
    note(fromOthers, rateTo(market, valueAsset));
  }
  const between = toOthers.get(valueAsset);
  if (between) return valueBy(amount, between);
  let dearest: Decimal | null = null;
  for (const [other, first] of toOthers) {
    const second = fromOthers.get(other);
    if (!second) continue;
    const value = valueBy(amount, {
      numerator: multiply(first.numerator, second.numerator),
      denominator: multiply(first.denominator, second.denominator),
    });
    if (dearest === null || compare(value, dearest) > 0) dearest = value;
  }
  return dearest;
}

/**
 * As {@link valueIn} for many amounts by the same prices: the ways are found once. Prices that come later are not seen.
 */
export function createValuer(
  valueAsset: string,
  markets: Iterable<PricedMarket>,
): (amount: Decimal, asset: string) => Decimal | null {
  const touching = new Map<string, PricedMarket[]>();
  const withValueAsset: PricedMarket[] = [];
  for (const market of markets) {
    const { baseAsset, quoteAsset } = market;
    for (const asset of [baseAsset, quoteAsset]) {
      const known = touching.get(asset);
      if (known) known.push(market);
      else touching.set(asset, [market]);
    }
    if (baseAsset === valueAsset || quoteAsset === valueAsset) withValueAsset.push(market);
  }
  return (amount, asset) => {
    if (asset === valueAsset) return valueIn(amount, asset, valueAsset, []);
    const own = new Set(touching.get(asset));
    const others = new Set([...own].flatMap(({ baseAsset, quoteAsset }) => [baseAsset, quoteAsset]));
    // Only a market with an asset that this one has a market with can be the second half of a way.
    const onward = withValueAsset.filter(
      (market) => !own.has(market) && (others.has(market.baseAsset) || others.has(market.quoteAsset)),
    );
    return valueIn(amount, asset, valueAsset, [...own, ...onward]);
  };
}

/** The way from `asset` that this market is, or undefined: to its quote asset by the price, to its base asset by the inverse. */
function rateFrom({ baseAsset, quoteAsset, lastPrice }: PricedMarket, asset: string): Way | undefined {
  if (baseAsset === asset) return { end: quoteAsset, rate: byPrice(lastPrice), direct: true };
  if (quoteAsset === asset) return { end: baseAsset, rate: byInverse(lastPrice), direct: false };
  return undefined;
}

/** The way to `asset` that this market is; `end` is where it begins. */
function rateTo({ baseAsset, quoteAsset, lastPrice }: PricedMarket, asset: string): Way | undefined {
  if (quoteAsset === asset) return { end: baseAsset, rate: byPrice(lastPrice), direct: true };
  if (baseAsset === asset) return { end: quoteAsset, rate: byInverse(lastPrice), direct: false };
  return undefined;
}

interface Way {
  readonly end: string;
  readonly rate: Rate;
  readonly direct: boolean;
}

const byPrice = (price: Decimal): Rate => ({ numerator: price, denominator: '1' });
const byInverse = (price: Decimal): Rate => ({ numerator: '1', denominator: price });

/** A market between two assets goes before the inverse one, whichever the exchange lists first. */
function note(ways: Map<string, Rate>, way: Way | undefined): void {
  if (way && (way.direct || !ways.has(way.end))) ways.set(way.end, way.rate);
}

function valueBy(amount: Decimal, { numerator, denominator }: Rate): Decimal {
  return divideUp(multiply(amount, numerator), denominator, PLACES);
}
