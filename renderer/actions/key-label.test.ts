import { describe, expect, it } from 'vitest';
import { keyLabel } from './key-label';

describe('keys as a system writes them', () => {
  it.each([
    ['Mod+K', '⌘K', 'Ctrl+K'],
    ['Mod+Shift+F', '⇧⌘F', 'Ctrl+Shift+F'],
    ['Mod+Alt+ArrowUp', '⌥⌘↑', 'Ctrl+Alt+↑'],
    ['Mod++', '⌘+', 'Ctrl++'],
    ['Escape', '⎋', 'Esc'],
    ['?', '?', '?'],
    ['+', '+', '+'],
  ])('%s is %s on a Mac and %s elsewhere', (keys, mac, elsewhere) => {
    expect(keyLabel(keys, true)).toBe(mac);
    expect(keyLabel(keys, false)).toBe(elsewhere);
  });
});
