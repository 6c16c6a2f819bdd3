import { expect, it } from 'vitest';
import { closingOf } from './closing';

it('closing the desk leaves it to the tray only where there is one', () => {
  const closing = { leaving: false, closeToTray: 'on', hasTray: true } as const;
  expect(closingOf(closing)).toBe('to-tray');
  expect(closingOf({ ...closing, hasTray: false })).toBe('minimise');
  expect(closingOf({ ...closing, closeToTray: 'off' })).toBe('quit');
  expect(closingOf({ ...closing, closeToTray: 'off', hasTray: false })).toBe('quit');
});

it('nothing holds a window back while Perch ends', () => {
  expect(closingOf({ leaving: true, closeToTray: 'on', hasTray: false })).toBe('to-tray');
});
