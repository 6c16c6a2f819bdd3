import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from './addresses';

const rest = (text: string) => parseAddress(text, 'restUrl');
const codeOf = (text: string): string => {
  const result = rest(text);
  return result.ok ? result.value : result.error.code;
};

describe('an address', () => {
  it.each([
    ['https://api.example.com', 'https://api.example.com'],
    ['  https://API.Example.com:443/ ', 'https://api.example.com'],
    ['https://api.example.com:8443/jex/', 'https://api.example.com:8443/jex'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.9.8.7:8080', 'http://127.9.8.7:8080'],
    ['http://[::1]:8080/', 'http://[::1]:8080'],
    ['http://LocalHost:1', 'http://localhost:1'],
    ['http://2130706433:80', 'http://127.0.0.1'],
    // The second letter is Cyrillic: the user sees that it is not "example".
    ['https://e\u0445ample.com', 'https://xn--eample-bsf.com'],
  ])('%s has the normal form %s', (text, normal) => {
    expect(codeOf(text)).toBe(normal);
    expect(codeOf(normal)).toBe(normal);
  });

  it.each([
    ['', 'address.format'],
    ['api.example.com', 'address.format'],
    ['https://', 'address.format'],
    ['https:api.example.com', 'address.format'],
    ['https:///api.example.com', 'address.format'],
    ['https://api.example.com.', 'address.format'],
    ['https://999.1.1.1', 'address.format'],
    ['ftp://127.0.0.1', 'address.scheme'],
    ['javascript://127.0.0.1/%0aalert(1)', 'address.scheme'],
    ['wss://api.example.com', 'address.scheme'],
    ['https://user:pass@api.example.com', 'address.user'],
    ['https://api.example.com@evil.com', 'address.user'],
    ['https://@evil.com', 'address.user'],
    ['https://api.example.com?x=1', 'address.query'],
    ['https://api.example.com?', 'address.query'],
    ['https://api.example.com/#a', 'address.query'],
    ['https://api.example.com:0', 'address.port'],
    ['https://api.example.com/a%2f..%2fb', 'address.path'],
    ['https://api.example.com//evil.com', 'address.path'],
    ['https:\\\\evil.com', 'address.characters'],
    ['https://api.exam\nple.com', 'address.characters'],
    ['https://api.exam\tple.com', 'address.characters'],
    ['https://api.exam ple.com', 'address.characters'],
    ['https://api.\u202eexample.com', 'address.characters'],
    ['https://api.\u200bexample.com', 'address.characters'],
    ['https://api.\u0000example.com', 'address.characters'],
    ['http://api.example.com', 'address.plain'],
    ['http://127.0.0.1.evil.com', 'address.plain'],
    ['http://127.0.0.1%2eevil.com', 'address.plain'],
    ['http://localhost.evil.com', 'address.plain'],
    ['http://notlocalhost', 'address.plain'],
    ['http://0.0.0.0', 'address.plain'],
    ['http://128.0.0.1', 'address.plain'],
    ['http://[::2]', 'address.plain'],
    ['http://[::ffff:10.0.0.1]', 'address.plain'],
    ['http://10.0.0.1', 'address.plain'],
  ])('%j is refused: %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('of a stream is wss, or ws to this machine, and its error names its field', () => {
    expect(parseAddress('wss://ws.example.com/stream/', 'streamUrl')).toEqual({
      ok: true,
      value: 'wss://ws.example.com/stream',
    });
    expect(parseAddress('ws://127.0.0.1:9', 'streamUrl').ok).toBe(true);
    expect(parseAddress('ws://example.com', 'streamUrl')).toMatchObject({
      error: { code: 'address.plain', details: { field: 'streamUrl' } },
    });
    expect(parseAddress('https://example.com', 'streamUrl')).toMatchObject({
      error: { code: 'address.scheme' },
    });
  });
});

describe('whatever is typed', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc
      .tuple(
        fc.constantFrom('http://', 'https://', 'HTTP://', 'http:\\\\', 'http:/', ''),
        fc.constantFrom('', 'user@', 'a:b@', '@'),
        fc.oneof(
          fc.ipV4(),
          fc.ipV4Extended(),
          fc.ipV6(),
          fc.domain(),
          fc.constantFrom('localhost', '127.0.0.1'),
        ),
        fc.constantFrom('', '.', '.evil.com', '%2eevil.com', ':80', ':0', ':65536', '\u3002com'),
        fc.constantFrom('', '/', '//x', '/a/../b', '?q', '#h', '\\x', '/%00'),
      )
      .map((parts) => parts.join('')),
  );

  it('an accepted address is TLS or this machine, holds nothing besides host and path, and stays as it is', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const result = rest(text);
        if (!result.ok) {
          expect(result.error.details).toEqual({ field: 'restUrl' });
          return;
        }
        const url = new URL(result.value);
        expect(url.username + url.password + url.search + url.hash).toBe('');
        expect(result.value).toMatch(/^https?:\/\/[!-~]+$/);
        if (url.protocol === 'http:')
          expect(url.hostname).toMatch(/^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/);
        expect(url.host).toBe(new URL(text.trim()).host);
        expect(rest(result.value)).toEqual(result);
      }),
      { numRuns: 3000 },
    );
  });
});
