import { depthRows, type DepthRow } from '@shared/domain/book-depth';
import { add, compare, divideDown, isZero, subtract, type Decimal } from '@shared/domain/decimal';
import type { Level } from '@shared/domain/market';
import type { Order } from '@shared/domain/order';
import type { SpotSymbol } from '@shared/domain/symbol';
import { groupThousands } from '../format/amount';
import { columnPlaces, formatColumn, largestOf } from '../format/column';
import { percentOf } from '../format/precision';

export type BookSide = 'asks' | 'bids';
export type TotalIn = 'base' | 'quote';

/** One row of the book as it is shown, and the exact figures behind it. */
export interface BookLine {
  readonly price: string;
  readonly quantity: string;
  readonly total: string;
  /** Length of the depth bar, 0 … 1 of the deepest row of both sides. */
  readonly share: number;
  readonly row: DepthRow;
  /** The user's orders that are part of this row. */
  readonly own: readonly Order[];
  /** What is still to be filled of them, base asset; undefined without any. */
  readonly ownSize: Decimal | undefined;
}

/** Best first. */
export type BookLines = Readonly<Record<BookSide, readonly BookLine[]>>;

interface BookView {
  /** Prices are grouped to multiples of this. */
  readonly step: Decimal;
  /** Rows of each side that there is room for. */
  readonly most: number;
  readonly totalIn: TotalIn;
  /** Open orders of this symbol. */
  readonly orders: readonly Order[];
}

/** What the two sides show. Columns of both sides share their decimals and the scale of their bars. */
export function bookLines(
  book: Readonly<Record<BookSide, readonly Level[]>>,
  rules: Pick<SpotSymbol, 'baseAssetPrecision' | 'quotePrecision'>,
  view: BookView,
): BookLines {
  const asks = depthRows('asks', book.asks, view.step, view.most);
  const bids = depthRows('bids', book.bids, view.step, view.most);
  const all = [...asks, ...bids];
  const totalOf = (row: DepthRow): Decimal => (view.totalIn === 'base' ? row.total : row.quoteTotal);
  const places = {
    quantity: columnPlaces(
      all.map((row) => row.quantity),
      rules.baseAssetPrecision,
    ),
    total: columnPlaces(
      all.map(totalOf),
      view.totalIn === 'base' ? rules.baseAssetPrecision : rules.quotePrecision,
    ),
  };
  const deepest = Number(largestOf([asks.at(-1), bids.at(-1)].flatMap((row) => (row ? [totalOf(row)] : []))));
  const linesOf = (side: BookSide, rows: readonly DepthRow[]): BookLine[] => {
    const own = ownOrders(side, view);
    return rows.map((row) => ({
      price: groupThousands(row.price),
      quantity: formatColumn(row.quantity, places.quantity),
      total: formatColumn(totalOf(row), places.total),
      share: deepest > 0 ? Math.round((Number(totalOf(row)) / deepest) * 1000) / 1000 : 0,
      row,
      ...ownOf(own.get(row.price) ?? NO_ORDERS),
    }));
  };
  return { asks: linesOf('asks', asks), bids: linesOf('bids', bids) };
}

function ownOf(own: readonly Order[]): Pick<BookLine, 'own' | 'ownSize'> {
  return { own, ownSize: own.length === 0 ? undefined : own.map(restOf).reduce(add) };
}

function restOf({ quantity, executedQuantity }: Order): Decimal {
  return compare(executedQuantity, quantity) >= 0 ? '0' : subtract(quantity, executedQuantity);
}

const NO_ORDERS: readonly Order[] = [];

/** The user's orders of one side by the price of the row that they fall on, grouped as the levels are. */
function ownOrders(side: BookSide, view: BookView): ReadonlyMap<Decimal, readonly Order[]> {
  const rows = new Map<Decimal, Order[]>();
  for (const order of view.orders) {
    if ((order.side === 'BUY') !== (side === 'bids')) continue;
    const price = depthRows(side, [[order.price, order.quantity]], view.step)[0]?.price;
    if (price !== undefined) rows.set(price, [...(rows.get(price) ?? []), order]);
  }
  return rows;
}

/** What it takes to trade all from the best price to a row. */
export interface UpTo {
  /** Base asset. */
  readonly quantity: Decimal;
  /** Quote asset. */
  readonly quote: Decimal;
  /** Cut to one decimal more than prices have. */
  readonly average: Decimal;
  /** Of the row's price from the best price, percent, unsigned. */
  readonly distance: Decimal;
}

export function upTo(row: DepthRow, best: Decimal, rules: Pick<SpotSymbol, 'quotePrecision'>): UpTo {
  const apart = compare(row.price, best) < 0 ? subtract(best, row.price) : subtract(row.price, best);
  return {
    quantity: row.total,
    quote: row.quoteTotal,
    average: isZero(row.total) ? row.price : divideDown(row.quoteTotal, row.total, rules.quotePrecision + 1),
    distance: percentOf(apart, best, 8),
  };
}
