import type { StoredOrder } from '../storage/stored-order';

/** Names of the columns; they are part of the format and in no language of the app. Times are ISO 8601 in UTC. */
const COLUMNS: readonly (readonly [name: string, cell: (order: StoredOrder) => string])[] = [
  ['entry', ({ entryId }) => String(entryId)],
  ['created', ({ createdAt }) => time(createdAt)],
  ['symbol', ({ symbol }) => text(symbol)],
  ['side', ({ side }) => side],
  ['price', ({ price }) => price],
  ['quantity', ({ quantity }) => quantity],
  ['phase', ({ phase }) => phase],
  ['executed_quantity', ({ executedQuantity }) => executedQuantity],
  ['executed_quote', ({ executedQuote }) => executedQuote],
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
export function* historyCsv(orders: Iterable<StoredOrder>): Generator<string> {
  yield `${BYTE_ORDER_MARK}${COLUMNS.map(([name]) => name).join(',')}\r\n`;
  for (const order of orders) yield `${COLUMNS.map(([, cell]) => cell(order)).join(',')}\r\n`;
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
