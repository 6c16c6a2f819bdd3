import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BusFormatError, BusReader, BusWriter, typesOf } from './codec';
import { decodeMessage, encodeCall, lengthOfMessage } from './message';

const CALL = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
  member: 'Notify',
};

function throughWire(signature: string, values: readonly unknown[]): unknown[] {
  const writer = new BusWriter();
  writer.writeAll(signature, values);
  return new BusReader(writer.bytes()).readAll(signature);
}

describe('values on the bus', () => {
  it('come back as they went, whatever stands before them', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((each) => !each.includes('\0'));
    const values = fc.tuple(
      fc.nat(255),
      text,
      fc.boolean(),
      fc.array(text),
      fc.array(
        fc.tuple(text, fc.record({ signature: fc.constant('i'), value: fc.integer({ min: -5, max: 5 }) })),
      ),
      fc.tuple(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.array(fc.nat(255))),
    );
    fc.assert(
      fc.property(values, (given) => {
        expect(throughWire('ysbasa{sv}(tay)', given)).toEqual(given);
      }),
      { numRuns: 40 },
    );
  });

  it('are split into complete types', () => {
    expect(typesOf('susssasa{sv}i')).toEqual(['s', 'u', 's', 's', 's', 'as', 'a{sv}', 'i']);
    expect(typesOf('a(iiay)v')).toEqual(['a(iiay)', 'v']);
    expect(() => typesOf('a{sv')).toThrow(BusFormatError);
  });
});

describe('a message', () => {
  it('is told by its length, and read as it was written', () => {
    const bytes = encodeCall({ ...CALL, signature: 'su', body: ['héllo', 7] }, 3);
    expect(lengthOfMessage(bytes)).toBe(bytes.length);
    expect(lengthOfMessage(bytes.subarray(0, 10))).toBeUndefined();
    expect(decodeMessage(bytes)).toEqual({ ...CALL, type: 'call', serial: 3, body: ['héllo', 7] });
  });

  it('that is cut, too long or of another byte order is refused and read no further', () => {
    const bytes = encodeCall({ ...CALL, signature: 's', body: ['text'] }, 1);
    expect(() => decodeMessage(bytes.subarray(0, -3))).toThrow(BusFormatError);
    const huge = Buffer.from(bytes);
    huge.writeUInt32LE(0x7fff_ffff, 4);
    expect(() => lengthOfMessage(huge)).toThrow(BusFormatError);
    const big = Buffer.from(bytes);
    big[0] = 'B'.charCodeAt(0);
    expect(() => lengthOfMessage(big)).toThrow(BusFormatError);
  });
});
