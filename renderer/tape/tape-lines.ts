import { multiply, type Decimal } from '@shared/domain/decimal';
import type { Trade } from '@shared/domain/market';
import type { SpotSymbol } from '@shared/domain/symbol';
import { formatAmount } from '../format/amount';
import { columnPlaces, formatColumn } from '../format/column';
import { timeOfDay } from '../format/time';
import { largeTrades, type LargeTrades } from './large-trades';

/** One trade as it is shown. */
export interface TapeLine {
  /** The same for the same trade as long as it is on the tape. */
  readonly key: string;
  readonly price: string;
  readonly quantity: string;
  /** The whole quantity. */
  readonly exact: Decimal;
  readonly time: string;
  /** Who took: `up` a buyer, `down` a seller, `flat` where the exchange does not say. */
  readonly direction: 'up' | 'down' | 'flat';
  /** What it came to (quote asset) when it is one of the large ones; undefined for the others. */
  readonly large: Decimal | undefined;
}

export function tapeLines(
  trades: readonly Trade[],
  rules: Pick<SpotSymbol, 'baseAssetPrecision' | 'quotePrecision'>,
  most: number,
  wanted: LargeTrades = 'auto',
): TapeLine[] {
  const shown = trades.slice(0, most);
  const places = columnPlaces(
    shown.map((trade) => trade.quantity),
    rules.baseAssetPrecision,
  );
  const keys = keysOf(trades);
  const large = largeTrades(trades, wanted);
  return shown.map((trade, index) => ({
    key: keys[index] ?? '',
    price: formatAmount(trade.price, rules.quotePrecision),
    quantity: formatColumn(trade.quantity, places),
    exact: trade.quantity,
    time: timeOfDay(trade.time),
    direction: trade.buyerIsMaker === null ? 'flat' : trade.buyerIsMaker ? 'down' : 'up',
    large: large.has(trade) ? multiply(trade.price, trade.quantity) : undefined,
  }));
}

/**
 * PROTOCOL: `GET /spot/trades` gives no ids. Such trades are told apart by what they are and, among equal ones, by how many older
 * ones there are, so that a new trade does not rename the others.
 */
function keysOf(trades: readonly Trade[]): string[] {
  const seen = new Map<string, number>();
  const keys: string[] = [];
  for (let index = trades.length - 1; index >= 0; index -= 1) {
    const trade = trades[index];
    if (!trade) continue;
    const name = trade.id === '' ? `${trade.time} ${trade.price} ${trade.quantity}` : `#${trade.id}`;
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    keys[index] = count === 0 ? name : `${name} ${count}`;
  }
  return keys;
}

/** How many trades came since the tape was `before`; all that are shown now when nothing of it is left. */
export function newSince(before: readonly Trade[], trades: readonly Trade[]): number {
  const newest = before[0];
  if (!newest) return trades.length;
  const keys = keysOf(trades);
  const [key] = keysOf([newest]);
  const known = new Set(keysOf(before));
  let count = 0;
  while (count < keys.length && keys[count] !== key && !known.has(keys[count] ?? '')) count += 1;
  return count;
}
