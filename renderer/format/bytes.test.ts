import { expect, it } from 'vitest';
import { formatBytes } from './bytes';

it.each([
  [0, '0 B'],
  [512, '512 B'],
  [999, '999 B'],
  [1_500, '1.5 kB'],
  [23_400_000, '23 MB'],
  [999_700, '1.0 MB'],
  [5e15, '5000 TB'],
])('%d bytes are %s', (bytes, shown) => {
  expect(formatBytes(bytes)).toBe(shown);
});
