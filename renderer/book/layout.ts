import { widthOf } from '../format/column';
import type { BookLines, BookSide } from './book-lines';

/** A row of the book by side and distance from the best price, which is 0. */
export interface Place {
  readonly side: BookSide;
  readonly index: number;
}

const ROW_HEIGHT = 20;
const SPREAD_HEIGHT = 36;
/** Of the note beside the book, px: it must stay on the screen. */
const NOTE_HEIGHT = 92;

export interface BookLayout {
  /** Rows of each side that fit. */
  readonly rows: number;
  readonly rowHeight: number;
  /** Where the note about a row starts, px from the top of the grid. */
  noteTop(place: Place): number;
}

/** Fits whole rows into `height` px, the same number above and below the spread. */
export function bookLayout(height: number): BookLayout {
  const rows = Math.max(0, Math.floor((height - SPREAD_HEIGHT) / 2 / ROW_HEIGHT));
  return {
    rows,
    rowHeight: ROW_HEIGHT,
    noteTop({ side, index }) {
      const row =
        side === 'asks' ? (rows - 1 - index) * ROW_HEIGHT : (rows + index) * ROW_HEIGHT + SPREAD_HEIGHT;
      return Math.max(0, Math.min(row, height - NOTE_HEIGHT));
    },
  };
}

/** Font size of rows (px), both sides' padding and the gaps between columns. */
const FONT_SIZE = 12;
const PADDING = 28;
const GAP = 8;
/** Where figures are longer than the pane is wide. */
const SMALL_SIZE = 11;
const SMALL_PADDING = 16;
/** Around the size of own orders. */
const OWN_PADDING = 16;
/** Room for the head of the price column. */
const LEAST_PRICE = 58;

export interface BookColumns {
  /** `grid-template-columns` of the head and all rows. */
  readonly template: string;
  /** `display` of the total's cells: it goes where it does not fit. */
  readonly total: 'block' | 'none';
  /** Where the size of own orders stands: beside the quantity where there is room, else in place of the total. */
  readonly own: 'beside' | 'instead';
  /** Width of the price column, px. */
  readonly price: number;
  /** Figures are longer than the pane is wide: they are smaller, and nearer to its edges. */
  readonly small: boolean;
  /** Not even that is enough: quantities are told in few digits. */
  readonly cramped: boolean;
}

/** Columns by the longest figure of each, so that they keep their width while figures change. */
export function columnsOf(lines: BookLines, width: number): BookColumns {
  const all = [...lines.asks, ...lines.bids];
  const widest = (text: (line: (typeof all)[number]) => string): number =>
    Math.max(0, ...all.map((line) => widthOf(text(line)))) * FONT_SIZE;
  const longest = widest((line) => line.price);
  const quantity = widest((line) => line.quantity);
  const small = width > 0 && Math.max(longest, LEAST_PRICE) + quantity + PADDING + GAP > width;
  const scale = small ? SMALL_SIZE / FONT_SIZE : 1;
  const price = Math.ceil(Math.max(longest * scale, LEAST_PRICE));
  const cramped = small && price + quantity * scale + SMALL_PADDING + GAP > width;
  const total = widest((line) => line.total);
  const fits = width === 0 || price + quantity + total + PADDING + 2 * GAP <= width;
  const cell = (width - price - PADDING - 2 * GAP) / 2;
  const own =
    Math.max(0, ...all.map(({ ownSize }) => (ownSize === undefined ? 0 : widthOf(ownSize)))) * FONT_SIZE;
  return fits
    ? {
        template: `${price}px minmax(0, 1fr) minmax(0, 1fr)`,
        total: 'block',
        own: cell - quantity >= own + OWN_PADDING ? 'beside' : 'instead',
        price,
        small: false,
        cramped: false,
      }
    : { template: `${price}px minmax(0, 1fr)`, total: 'none', own: 'beside', price, small, cramped };
}

/** Where a key leads from a row, or from outside (to the best ask or bid); undefined when the key is none of the arrows. */
export function placeAfter(
  key: string,
  from: Place | undefined,
  counts: Readonly<Record<BookSide, number>>,
): Place | undefined {
  // Rows from the top of the screen: asks worst first, then bids best first.
  const all = counts.asks + counts.bids;
  const place = (row: number): Place | undefined => {
    if (all === 0) return undefined;
    const at = Math.min(Math.max(row, 0), all - 1);
    return at < counts.asks
      ? { side: 'asks', index: counts.asks - 1 - at }
      : { side: 'bids', index: at - counts.asks };
  };
  const row = from && (from.side === 'asks' ? counts.asks - 1 - from.index : counts.asks + from.index);
  switch (key) {
    case 'ArrowUp':
      return place(row === undefined ? counts.asks - 1 : row - 1);
    case 'ArrowDown':
      return place(row === undefined ? counts.asks : row + 1);
    case 'Home':
      return place(0);
    case 'End':
      return place(all - 1);
    default:
      return undefined;
  }
}
