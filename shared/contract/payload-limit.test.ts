import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { MAX_PAYLOAD_CHARACTERS, refusePayload } from './payload-limit';

const cyclic: Record<string, unknown> = {};
cyclic['self'] = cyclic;
const deep = { a: { b: { c: { d: { e: { f: { g: 1 } } } } } } };

describe('what may cross from a window to main', () => {
  it.each([
    ['undefined', undefined],
    [
      'an order',
      { intentId: 'x', intent: { symbol: '月BTC看涨0226', side: 'BUY', price: '1', quantity: '2' } },
    ],
    ['null in a list', [null, true, 1.5, '']],
    ['an object of another realm', runInContext('({ symbol: "BTCUSDT", list: [1] })', createContext())],
    ['an object without a prototype', Object.assign(Object.create(null) as object, { a: 1 })],
  ])('%s passes', (_name, value) => {
    expect(refusePayload(value)).toBeUndefined();
  });

  it.each([
    ['NaN', NaN, 'not-plain'],
    ['-0', -0, 'not-plain'],
    ['a BigInt', 1n, 'not-plain'],
    ['a function', () => 1, 'not-plain'],
    ['a symbol', Symbol('x'), 'not-plain'],
    ['a Map', new Map([['a', 1]]), 'not-plain'],
    ['a Date', new Date(), 'not-plain'],
    ['a typed array', new Uint8Array(10), 'not-plain'],
    ['an object of a class', new (class Order {})(), 'not-plain'],
    ['a cycle', cyclic, 'too-deep'],
    ['deep nesting', deep, 'too-deep'],
    ['many values', Array.from({ length: 1000 }, () => 0), 'too-large'],
    ['a long text', 'x'.repeat(MAX_PAYLOAD_CHARACTERS + 1), 'too-large'],
    ['many short texts', { a: 'x'.repeat(10_000), b: 'x'.repeat(10_000) }, 'too-large'],
    ['a long key', { ['k'.repeat(20_000)]: 1 }, 'too-large'],
  ])('%s is refused as %s', (_name, value, refusal) => {
    expect(refusePayload(value)).toBe(refusal);
  });

  it('a getter that throws is refused, not thrown', () => {
    const hostile = Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
    expect(refusePayload(hostile)).toBe('not-plain');
  });
});
