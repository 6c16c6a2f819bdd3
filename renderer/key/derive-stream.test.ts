import { expect, it } from 'vitest';
import { deriveStreamUrl } from './derive-stream';

it.each([
  ['https://exchange.example', 'wss://exchange.example'],
  ['https://exchange.example/', 'wss://exchange.example'],
  ['http://127.0.0.1:8080', 'ws://127.0.0.1:8080'],
  ['http://[::1]:8080', 'ws://[::1]:8080'],
  ['https://www.jex.com', 'wss://ws.jex.com'],
  ['HTTPS://Exchange.example', 'wss://Exchange.example'],
])('%s suggests %s', (rest, stream) => {
  expect(deriveStreamUrl(rest)).toBe(stream);
});

it.each(['', 'exchange.example', 'ftp://x', 'https://', 'https://a/path'])(
  '"%s" suggests nothing',
  (rest) => {
    expect(deriveStreamUrl(rest)).toBe('');
  },
);
