import { type Fixed, FIXED_DECIMALS, formatUnits, fromUnits, powerOfTen } from '../money/fixed';

/** PROTOCOL: symbol status. Orders are taken only while TRADING. */
export type SymbolStatus =
  'PRE_TRADING' | 'TRADING' | 'POST_TRADING' | 'END_OF_DAY' | 'HALT' | 'AUCTION_MATCH' | 'BREAK';

/** Bounds as decimal text; a missing bound means none. */
export interface FilterBounds {
  readonly minPrice?: string;
  readonly maxPrice?: string;
  readonly minQty?: string;
  readonly maxQty?: string;
  readonly minNotional?: string;
}

/** What is fixed about a symbol: names, precisions, bounds, and the centre its practice price moves around. */
export interface Listing {
  readonly symbol: string;
  readonly status: SymbolStatus;
  readonly baseAsset: string;
  /** Most decimals of a quantity; one lot is 10^-baseAssetPrecision. */
  readonly baseAssetPrecision: number;
  readonly quoteAsset: string;
  /** Most decimals of a price; one tick is 10^-quotePrecision. */
  readonly quotePrecision: number;
  readonly bounds: FilterBounds;
  /** Price the practice market moves around, decimal text. */
  readonly centre: string;
  /** Size of an ordinary trade in base units, decimal text. */
  readonly tradeSize: string;
  /** How many trades an hour has on average: a multiple of 60, or below 60 for a symbol that trades seldom. */
  readonly tradesPerHour: number;
  /** Price levels the practice market keeps on each side. */
  readonly levels: number;
}

/** A whole number of ticks of one symbol, checked to be a positive safe integer when it enters the book. */
export type Ticks = number;
/** A whole number of lots of one symbol, checked to be a positive safe integer when it enters the book. */
export type Lots = number;

/** A listing with the arithmetic between its ticks, lots and money. */
export class Instrument {
  readonly symbol: string;
  readonly #notionalDecimals: number;

  constructor(readonly listing: Listing) {
    this.symbol = listing.symbol;
    this.#notionalDecimals = listing.quotePrecision + listing.baseAssetPrecision;
    if (this.#notionalDecimals > FIXED_DECIMALS)
      throw new RangeError(`${listing.symbol}: price × quantity has more than ${FIXED_DECIMALS} decimals`);
  }

  /** Decimals of a product of ticks and lots. */
  get notionalDecimals(): number {
    return this.#notionalDecimals;
  }

  /** Ticks of a price; undefined when the price is no whole number of ticks or too large to be one. */
  ticksOf(price: Fixed): Ticks | undefined {
    return wholeUnits(price, this.listing.quotePrecision);
  }

  /** Lots of a quantity; undefined when the quantity is no whole number of lots or too large to be one. */
  lotsOf(quantity: Fixed): Lots | undefined {
    return wholeUnits(quantity, this.listing.baseAssetPrecision);
  }

  price(ticks: Ticks): Fixed {
    return fromUnits(BigInt(ticks), this.listing.quotePrecision);
  }

  quantity(lots: Lots): Fixed {
    return fromUnits(BigInt(lots), this.listing.baseAssetPrecision);
  }

  /** Exact quote amount of `lots` at `ticks`. */
  notional(ticks: Ticks, lots: Lots): Fixed {
    return fromUnits(BigInt(ticks) * BigInt(lots), this.#notionalDecimals);
  }

  /** Price text with at least `leastDecimals` decimals (8 as the original writes it in queries and market data). */
  priceText(ticks: Ticks, leastDecimals = 8): string {
    return formatUnits(ticks, this.listing.quotePrecision, leastDecimals);
  }

  quantityText(lots: Lots, leastDecimals = 8): string {
    return formatUnits(lots, this.listing.baseAssetPrecision, leastDecimals);
  }

  /** Text of a sum of lots. */
  sumText(lots: bigint, leastDecimals = 8): string {
    return formatUnits(lots, this.listing.baseAssetPrecision, leastDecimals);
  }

  /** Text of a difference of prices in ticks. */
  priceChangeText(ticks: bigint): string {
    return formatUnits(ticks, this.listing.quotePrecision, 8);
  }

  /** Text of an amount counted in ticks × lots. */
  notionalText(tickLots: bigint, leastDecimals = 8): string {
    return formatUnits(tickLots, this.#notionalDecimals, leastDecimals);
  }
}

function wholeUnits(value: Fixed, decimals: number): number | undefined {
  const unit = powerOfTen(FIXED_DECIMALS - decimals);
  if (value % unit !== 0n) return undefined;
  const units = Number(value / unit);
  return Number.isSafeInteger(units) ? units : undefined;
}
