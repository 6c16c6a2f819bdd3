import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { OrderJournalRepository, StoredOrder } from '../storage/stored-order';
import { newOrder, numbersOf, temporaryJournal } from '../storage/testing-orders';
import { everyOrder } from './every-order';
import { historyCsv } from './history-csv';

const order = (changes: Partial<StoredOrder>): StoredOrder => ({ ...newOrder(), entryId: 1, ...changes });

/** Reads RFC 4180, strictly: a quote only around a whole field, doubled within one. */
function parse(csv: string): string[][] {
  expect(csv.endsWith('\r\n')).toBe(true);
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  const rows: string[][] = [[]];
  while (field.lastIndex < csv.length) {
    const [, quoted, plain, end] = field.exec(csv) ?? expect.fail('is no CSV');
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

function record(changes: Partial<StoredOrder>): Record<string, string> {
  const [names = [], cells = []] = parse([...historyCsv([order(changes)])].join('').replace(/^\ufeff/, ''));
  expect(cells).toHaveLength(names.length);
  return Object.fromEntries(names.map((name, n) => [name, cells[n] ?? '']));
}

it('fees stand in the CSV as far as the journal knows them, and it says how far', () => {
  const lines = (executedQuantity: string, ...fees: Record<string, string>[]) => {
    const events = fees.map((fee, at) => ({
      at,
      kind: 'fill' as const,
      details: { quantity: '1', quote: '10', ...fee },
    }));
    const orders = [order({ executedQuantity, executedQuote: String(fees.length * 10) })];
    const [names = [], cells = []] = parse(
      [...historyCsv(orders, () => events)].join('').replace(/^\ufeff/, ''),
    );
    const cell = (name: string) => cells[names.indexOf(name)];
    return [cell('fee'), cell('fee_asset'), cell('fee_known')];
  };
  const paid = { fee: '0.0012', feeAsset: 'LTC' };
  expect(lines('2', paid, paid)).toEqual(['0.0024', 'LTC', 'all']);
  expect(lines('2', paid, {})).toEqual(['0.0012', 'LTC', 'part']);
  expect(lines('1', {})).toEqual(['', '', 'none']);
  expect(lines('0')).toEqual(['', '', '']);
});

describe('a history as CSV', () => {
  it('has a header with a byte order mark, and a line for each order', () => {
    const lines = [...historyCsv([order({}), order({ entryId: 2 })])];
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^\ufeffentry,created,symbol,side,price,quantity,phase,.*\r\n$/);
    expect(lines[1]).toMatch(/^1,2025-11-22T18:24:32\.123Z,"LTCBTC",BUY,0\.10000000,1\.5,submitting,/);
    expect([...historyCsv([])]).toHaveLength(1);
  });

  it('has decimals and ids digit by digit, and times in UTC', () => {
    const cells = record({
      price: '0.00000000000000000001',
      quantity: '123456789012345678901234567890.5',
      executedQuantity: '0.0000000',
      orderId: '4613019726031880200',
      createdAt: 0,
      placedAt: 1_763_835_872_999,
      updateTime: null,
    });
    expect(cells).toMatchObject({
      price: '0.00000000000000000001',
      quantity: '123456789012345678901234567890.5',
      executed_quantity: '0.0000000',
      order_id: '4613019726031880200',
      created: '1970-01-01T00:00:00.000Z',
      placed: '2025-11-22T18:24:32.999Z',
      updated: '',
    });
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '＝1', '－1'])(
    'has no formula in foreign text: %j',
    (foreign) => {
      const reason = { code: foreign, message: foreign, retryable: false };
      const cells = record({ symbol: foreign, status: foreign, server: foreign, accountId: foreign, reason });
      for (const name of ['symbol', 'exchange_status', 'server', 'account', 'reason', 'reason_text']) {
        expect(cells[name], name).toBe(`'${foreign}`);
      }
    },
  );

  it.each(['币安人生USDT', 'a,b', 'say "no"', 'two\r\nlines', 'a=b', '1-1', '__proto__'])(
    'has other foreign text as it is: %j',
    (foreign) => {
      expect(record({ symbol: foreign })['symbol']).toBe(foreign);
    },
  );

  it('can be read back whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (foreign) => {
        expect(record({ symbol: foreign })['symbol']?.endsWith(foreign)).toBe(true);
        expect(record({ symbol: foreign })['symbol']).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});

describe('every order of a filter', () => {
  it('comes, newest first, read in pages only as far as it is asked for', () => {
    const { orders } = temporaryJournal(onTestFinished);
    orders.insertAll(
      Array.from({ length: 1_200 }, (_, n) => ({
        order: newOrder({ createdAt: n >> 2, side: n % 2 === 0 ? 'BUY' : 'SELL' }),
        events: [],
      })),
    );
    const asked: number[] = [];
    const counted: Pick<OrderJournalRepository, 'page'> = {
      page: (...query) => {
        asked.push(query[3]);
        return orders.page(...query);
      },
    };
    const rows = everyOrder(counted, 'one', {});
    expect(rows.next().value).toMatchObject({ entryId: 1_200 });
    expect(asked).toHaveLength(1);
    expect(numbersOf([...rows])).toEqual(Array.from({ length: 1_199 }, (_, n) => 1_199 - n));
    expect(asked).toHaveLength(5);
    expect([...everyOrder(orders, 'one', { side: 'BUY' })]).toHaveLength(600);
    expect([...everyOrder(orders, 'two', {})]).toEqual([]);
  });

  it('comes once also when its number is a whole number of pages', () => {
    const { orders } = temporaryJournal(onTestFinished);
    orders.insertAll(Array.from({ length: 500 }, () => ({ order: newOrder(), events: [] })));
    expect([...everyOrder(orders, 'one', {})]).toHaveLength(500);
  });
});
