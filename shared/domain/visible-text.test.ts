import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleText } from './visible-text';

describe('text from outside', () => {
  it('leaves letters, digits, spaces and Chinese as they are', () => {
    expect(visibleText('月BTC看涨0226 / USDT <b>')).toBe('月BTC看涨0226 / USDT <b>');
  });

  it('shows a right-to-left override as an escape, so that a symbol can not pose as another', () => {
    expect(visibleText('BTC\u202eTDSU')).toBe('BTC\\u{202e}TDSU');
  });

  it('shows zero-width characters, byte order marks and soft hyphens', () => {
    expect(visibleText('B\u200bT\u200dC\ufeff\u00ad')).toBe('B\\u{200b}T\\u{200d}C\\u{feff}\\u{00ad}');
  });

  it('shows line breaks and control characters', () => {
    expect(visibleText('a\nb\u0000c\u2028d')).toBe('a\\u{000a}b\\u{0000}c\\u{2028}d');
  });

  it('shows half of a surrogate pair and keeps a whole pair', () => {
    expect(visibleText('\ud83d')).toBe('\\u{d83d}');
    expect(visibleText('🐦')).toBe('🐦');
  });

  it('never lets a bidi or zero-width character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(text)).not.toMatch(/[\p{Cf}\p{Cc}]/u);
      }),
    );
  });
});
