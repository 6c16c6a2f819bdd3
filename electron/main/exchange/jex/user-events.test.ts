import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedEvent, UnknownEvent } from './event-fields';
import { readUserEvent } from './user-events';

const ACCOUNT = {
  e: 'accountSpotInfo',
  E: 1_700_000_000_001,
  m: 0.001,
  t: 0.001,
  u: 1_700_000_000_000,
  B: [
    { a: 'BTC', f: '1.50000000', l: '0', T: true, W: false, D: true },
    { a: '__proto__', f: '0.1', l: '2', T: false, W: true, D: false },
  ],
};
const ORDER = {
  e: 'execSpotReport',
  E: 1_700_000_000_002,
  s: 'BTCUSDT',
  S: 'SELL',
  q: '2',
  p: '100.5',
  X: 'PARTIALLY_FILLED',
  i: '28',
  z: '0.5',
  O: 1_700_000_000_000,
  Z: '50.25',
};

function outcome(text: string): string {
  try {
    return readUserEvent(text).kind;
  } catch (error) {
    if (error instanceof MalformedEvent) return `malformed ${error.field}`;
    if (error instanceof UnknownEvent) return 'unknown';
    throw error;
  }
}

describe("the account's events", () => {
  it('tell the balances that changed', () => {
    expect(readUserEvent(JSON.stringify(ACCOUNT))).toEqual({
      kind: 'account',
      eventTime: 1_700_000_000_001,
      fees: { maker: '0.001', taker: '0.001' },
      updateTime: 1_700_000_000_000,
      balances: [
        {
          asset: 'BTC',
          free: '1.50000000',
          locked: '0',
          canTrade: true,
          canWithdraw: false,
          canDeposit: true,
        },
        {
          asset: '__proto__',
          free: '0.1',
          locked: '2',
          canTrade: false,
          canWithdraw: true,
          canDeposit: false,
        },
      ],
    });
  });

  it('tell fees only where they are a share of what is received', () => {
    for (const [m, t] of [
      [10, 10],
      ['x', '0.1'],
      [undefined, undefined],
      [-0.1, 0.1],
    ]) {
      expect(readUserEvent(JSON.stringify({ ...ACCOUNT, m, t }))).not.toHaveProperty('fees');
    }
  });

  it.each(['{"toString":1}', '["0.001"]', '{}', 'null', 'true', '[[0.001]]'])(
    'tell no fees where a rate is %s, and the balances all the same',
    (rate) => {
      const text = JSON.stringify(ACCOUNT).replace('"m":0.001', `"m":${rate}`);
      expect(readUserEvent(text)).not.toHaveProperty('fees');
      expect(readUserEvent(text)).toMatchObject({ balances: [{ asset: 'BTC' }, { asset: '__proto__' }] });
    },
  );

  it('tell of an order, whose id keeps every digit as number and as text', () => {
    const event = {
      kind: 'order',
      eventTime: 1_700_000_000_002,
      symbol: 'BTCUSDT',
      orderId: '28',
      side: 'SELL',
      price: '100.5',
      quantity: '2',
      executedQuantity: '0.5',
      executedQuote: '50.25',
      status: 'PARTIALLY_FILLED',
      transactionTime: 1_700_000_000_000,
    };
    expect(readUserEvent(JSON.stringify(ORDER))).toEqual(event);
    const large = JSON.stringify(ORDER).replace('"28"', '4613019726031880201');
    expect(readUserEvent(large)).toEqual({ ...event, orderId: '4613019726031880201' });
  });

  it('keep a status that is not known', () => {
    expect(readUserEvent(JSON.stringify({ ...ORDER, X: 'SOMETHING' }))).toMatchObject({
      status: 'SOMETHING',
    });
  });

  it('name each field that is missing', () => {
    for (const name of ['e', 'E', 'u', 'B'])
      expect(outcome(JSON.stringify({ ...ACCOUNT, [name]: undefined }))).toBe(`malformed ${name}`);
    for (const name of ['a', 'f', 'l', 'T', 'W', 'D']) {
      const B = [ACCOUNT.B[0], { ...ACCOUNT.B[1], [name]: undefined }];
      expect(outcome(JSON.stringify({ ...ACCOUNT, B }))).toBe(`malformed B.1.${name}`);
    }
    for (const name of Object.keys(ORDER))
      expect(outcome(JSON.stringify({ ...ORDER, [name]: undefined }))).toBe(`malformed ${name}`);
  });

  it('that make no sense are refused', () => {
    for (const wrong of [
      { S: 'buy' },
      { q: '0' },
      { z: '-1' },
      { p: '1e5' },
      { i: '1.5' },
      { E: -1 },
      { X: '' },
    ])
      expect(outcome(JSON.stringify({ ...ORDER, ...wrong }))).toBe(`malformed ${Object.keys(wrong)[0]}`);
    expect(outcome(JSON.stringify({ ...ORDER, e: 'listenKeyExpired' }))).toBe('unknown');
    expect(outcome(JSON.stringify(ORDER).replace('{', '{"i":"29",'))).toBe('malformed ');
    expect(outcome('[]')).toBe('malformed ');
    expect(outcome('{"e":')).toBe('malformed ');
  });

  it('never throw anything but a refusal', () => {
    const mutated = fc
      .tuple(
        fc.constantFrom(JSON.stringify(ACCOUNT), JSON.stringify(ORDER)),
        fc.nat(),
        fc.nat(12),
        fc.string(),
      )
      .map(([text, at, cut, put]) => {
        const start = at % text.length;
        return text.slice(0, start) + put + text.slice(start + cut);
      });
    fc.assert(
      fc.property(fc.oneof(fc.json(), mutated), (text) => {
        expect(outcome(text)).toMatch(/^(account|order|unknown|malformed .*)$/s);
      }),
      { numRuns: 1_000 },
    );
  });
});
