import { describe, expect, it } from 'vitest';
import { feedOrigin } from './feed-origin';

const written = (url: string): string =>
  `provider: generic\nurl: ${url}\nupdaterCacheDirName: perch-updater\n`;

describe('the origin of a feed', () => {
  it.each([
    ['https://updates.example/perch/', 'https://updates.example'],
    ['https://updates.example:8443', 'https://updates.example:8443'],
    ['http://127.0.0.1:8000/', 'http://127.0.0.1:8000'],
  ])('of %s is %s', (url, origin) => {
    expect(feedOrigin(written(url))).toBe(origin);
  });

  it.each([
    'http://updates.example/',
    'http://127.0.0.1.updates.example/',
    'ftp://127.0.0.1/',
    'https://updates.example/ https://two.example/',
    'file:///etc/passwd',
    'app://perch/',
    'updates',
    '""',
  ])('is none for %s', (url) => {
    expect(feedOrigin(written(url))).toBeUndefined();
  });

  it('is that of the address, not of another entry whose name ends like it', () => {
    expect(feedOrigin(`mirrorurl: https://two.example\n${written('https://one.example')}`)).toBe(
      'https://one.example',
    );
  });

  it('is none when there are two, or no address', () => {
    expect(feedOrigin(`${written('https://one.example')}url: https://two.example\n`)).toBeUndefined();
    expect(feedOrigin('provider: generic\n')).toBeUndefined();
  });
});
