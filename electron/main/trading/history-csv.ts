import { add, isZero, type Decimal } from '@shared/domain/decimal';
import type { TimelineEvent } from '@shared/domain/order-life';
import type { StoredOrder } from '../storage/stored-order';
import { tradesOf } from './executed-trades';

/** Names of the columns; they are part of the format and in no language of the app. Times are ISO 8601 in UTC. */
const COLUMNS: readonly (readonly [name: string, cell: (order: StoredOrder, fees: KnownFees) => string])[] = [
  ['entry', ({ entryId }) => String(entryId)],
  ['created', ({ createdAt }) => time(createdAt)],
  ['symbol', ({ symbol }) => text(symbol)],
  ['side', ({ side }) => side],
  ['price', ({ price }) => price],
  ['quantity', ({ quantity }) => quantity],
  ['phase', ({ phase }) => phase],
  ['executed_quantity', ({ executedQuantity }) => executedQuantity],
  ['executed_quote', ({ executedQuote }) => executedQuote],
  ['fee', (_, { fees }) => fees.map(({ amount }) => amount).join(' + ')],
  ['fee_asset', (_, { fees }) => text(fees.map(({ asset }) => asset).join(' + '))],
  ['fee_known', (_, { known }) => known],
  ['order_id', ({ orderId }) => orderId ?? ''],
  ['exchange_status', ({ status }) => text(status)],
  ['cancel', ({ cancel }) => cancel],
  ['origin', ({ origin }) => origin],
  ['placed', ({ placedAt }) => time(placedAt)],
  ['updated', ({ updateTime }) => time(updateTime)],
  ['changed', ({ changedAt }) => time(changedAt)],
  ['reason', ({ reason }) => text(reason?.code ?? '')],
  ['reason_text', ({ reason }) => text(reason?.message ?? '')],
  ['server', ({ server }) => text(server)],
  ['account', ({ accountId }) => text(accountId)],
];

/** Without it spreadsheets take UTF-8 for the machine's old code page, and symbols can be Chinese. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * A history as CSV (RFC 4180: CRLF after each line, the header's included), a line at a time. Decimals and ids are written digit by digit
 * as the journal has them, never with an exponent.
 */
export function* historyCsv(
  orders: Iterable<StoredOrder>,
  eventsOf: (entryId: number) => readonly TimelineEvent[] = () => [],
): Generator<string> {
  yield `${BYTE_ORDER_MARK}${COLUMNS.map(([name]) => name).join(',')}\r\n`;
  for (const order of orders) {
    const fees = feesOf(order, eventsOf);
    yield `${COLUMNS.map(([, cell]) => cell(order, fees)).join(',')}\r\n`;
  }
}

/** Fees by asset as far as the journal knows them, and whether that is of all that was traded; empty where nothing was. */
interface KnownFees {
  readonly fees: readonly { readonly amount: Decimal; readonly asset: string }[];
  readonly known: 'all' | 'part' | 'none' | '';
}

function feesOf(order: StoredOrder, eventsOf: (entryId: number) => readonly TimelineEvent[]): KnownFees {
  if (isZero(order.executedQuantity)) return { fees: [], known: '' };
  const trades = tradesOf(order, eventsOf(order.entryId));
  const sums = new Map<string, Decimal>();
  for (const { amount, asset } of trades.flatMap(({ fees }) => fees)) {
    sums.set(asset, add(sums.get(asset) ?? '0', amount));
  }
  const known = trades.every(({ feesKnown }) => feesKnown) ? 'all' : sums.size > 0 ? 'part' : 'none';
  return { fees: [...sums].map(([asset, amount]) => ({ amount, asset })), known };
}

/**
 * What a spreadsheet takes for the beginning of a formula, also in full width and behind spaces, and what it cuts off before it looks
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/** Symbols, statuses and messages are foreign text: always in quotes, and no formula. */
function text(value: string): string {
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return harmless === '' ? '' : `"${harmless.replaceAll('"', '""')}"`;
}

function time(ms: number | null): string {
  return ms === null ? '' : new Date(ms).toISOString();
}
