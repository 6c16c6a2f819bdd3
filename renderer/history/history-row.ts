import { decimalsOf, divideDown, isZero } from '@shared/domain/decimal';
import type { JournalOrder } from '@shared/domain/order-life';
import type { SpotSymbol } from '@shared/domain/symbol';
import { formatAmount, formatRounded } from '../format/amount';

/** Decimals that an average is worked out with beyond those it is shown with. */
const GUARD_PLACES = 4;

/** An order's figures in the history, as text; an empty one is not known or makes no sense. */
export interface HistoryFigures {
  readonly price: string;
  readonly average: string;
  readonly quantity: string;
  readonly filled: string;
  readonly value: string;
}

/** Amounts are exact; the average is derived, so it is rounded to the decimals of the symbol's prices. */
export function historyFigures(order: JournalOrder, rules: SpotSymbol | undefined): HistoryFigures {
  const places = rules?.quotePrecision ?? decimalsOf(order.price);
  return {
    price: formatAmount(order.price, places),
    average: averageOf(order, places),
    quantity: formatAmount(order.quantity, 0),
    filled: isZero(order.executedQuantity) ? '' : formatAmount(order.executedQuantity, 0),
    value: isZero(order.executedQuote) ? '' : formatAmount(order.executedQuote, 2),
  };
}

/** Traded quote ÷ traded base, or empty while nothing was traded. */
export function averageOf(
  { executedQuantity, executedQuote }: Pick<JournalOrder, 'executedQuantity' | 'executedQuote'>,
  places: number,
): string {
  if (isZero(executedQuantity) || isZero(executedQuote)) return '';
  return formatRounded(divideDown(executedQuote, executedQuantity, places + GUARD_PLACES), places);
}

/** Decimals of the widest figure of each column, so that the points stand below each other. */
export function columnWidths(rows: readonly HistoryFigures[]): Record<keyof HistoryFigures, number> {
  const widths = { price: 0, average: 0, quantity: 0, filled: 0, value: 0 };
  for (const row of rows) {
    for (const name of Object.keys(widths) as (keyof HistoryFigures)[]) {
      widths[name] = Math.max(widths[name], row[name].split('.')[1]?.length ?? 0);
    }
  }
  return widths;
}
