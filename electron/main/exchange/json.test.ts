import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonError, parseJson } from './json';

/** What JSON.parse gives, with the numbers that are not short whole ones as the literal that JSON.stringify wrote. */
function expected(value: unknown): unknown {
  if (typeof value === 'number') {
    const literal = JSON.stringify(value);
    return /^-?\d{1,15}$/.test(literal) ? value : literal;
  }
  if (Array.isArray(value)) return value.map(expected);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, expected(member)]));
  }
  return value;
}

function reasonFor(text: string): string {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof JsonError) return error.reason;
    throw error;
  }
  return 'parsed';
}

describe('lossless JSON', () => {
  it('agrees with JSON.parse on every JSON text, numbers aside', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 6 }),
        fc.constantFrom(0, 1, '\t', ' \r\n'.slice(0, 2)),
        (text, indent) => {
          const value: unknown = JSON.parse(text);
          const written = JSON.stringify(value, null, indent);
          expect(parseJson(written)).toEqual(expected(value));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('refuses exactly the texts that JSON.parse refuses', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '"a"',
      '1',
      '-',
      '0',
      '.5',
      'e3',
      'true',
      'nul',
      ' ',
      '\n',
      '\u00a0',
      '\\u12',
      '\u0001',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const text = pieces.join('');
        let native = true;
        try {
          JSON.parse(text);
        } catch {
          native = false;
        }
        const reason = reasonFor(text);
        if (reason !== 'duplicate-key') expect([text, reason === 'parsed']).toEqual([text, native]);
      }),
      { numRuns: 20_000 },
    );
  });

  it('keeps every digit of any whole number', () => {
    fc.assert(
      fc.property(fc.bigInt(), (id) => {
        expect(`${parseJson(String(id)) as number | string}`).toBe(String(id));
      }),
    );
  });

  it('keeps the literal of decimals and exponents', () => {
    expect(parseJson('[0.10, 1e400, -1.50, 4613019726031880200, 999999999999999, -0]')).toEqual([
      '0.10',
      '1e400',
      '-1.50',
      '4613019726031880200',
      999999999999999,
      -0,
    ]);
  });

  it('refuses a duplicate key, also one that is written with an escape', () => {
    expect(reasonFor('{"a":1,"a":1}')).toBe('duplicate-key');
    expect(reasonFor('{"a":1,"\\u0061":2}')).toBe('duplicate-key');
    expect(reasonFor('{"__proto__":1,"__proto__":2}')).toBe('duplicate-key');
    expect(reasonFor('{"a":{"a":1},"b":{"a":1}}')).toBe('parsed');
  });

  it('makes __proto__ and constructor ordinary own properties', () => {
    const value = parseJson('{"__proto__":{"polluted":true},"constructor":1}') as Record<string, unknown>;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('refuses nesting beyond the cap instead of overflowing the stack', () => {
    expect(reasonFor('['.repeat(32) + ']'.repeat(32))).toBe('parsed');
    expect(reasonFor('['.repeat(33) + ']'.repeat(33))).toBe('too-deep');
    expect(reasonFor('{"a":'.repeat(1_000_000))).toBe('too-deep');
  });

  it('tells a text that ends early from one that is wrong', () => {
    const whole = '{"a":[1,"b",true,null,{"c":"d\\n"}],"e":-1.5}';
    for (let length = 0; length < whole.length; length += 1) {
      const reason = reasonFor(whole.slice(0, length));
      expect([whole.slice(0, length), reason]).toEqual([whole.slice(0, length), 'ends-early']);
    }
    expect(reasonFor('<html>')).toBe('syntax');
    expect(reasonFor('\ufeff{}')).toBe('syntax');
    expect(reasonFor('{} {}')).toBe('syntax');
  });

  it('says nothing of the text in its message', () => {
    expect(() => parseJson('{"secret-canary":')).toThrow(/^JSON ends-early at character 17$/);
  });
});
