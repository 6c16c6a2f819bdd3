import { describe, expect, it } from 'vitest';
import { createHeldKeys } from './held-keys';

const press = (key: string, repeat = false) => ({ key, repeat });

describe('a key pressed in the confirm window', () => {
  it('presses a button when it was pressed after answers are taken', () => {
    expect(createHeldKeys().down(press('Enter'), true)).toBe(true);
  });

  it('presses nothing before', () => {
    expect(createHeldKeys().down(press('Enter'), false)).toBe(false);
    expect(createHeldKeys().down(press(' '), false)).toBe(false);
  });

  it('presses nothing while it is held down from before, even where the system does not call it a repeat', () => {
    const keys = createHeldKeys();
    keys.down(press('Enter'), false);
    expect(keys.down(press('Enter'), true)).toBe(false);
    expect(keys.down(press('Enter', true), true)).toBe(false);
    keys.up(press('Enter'));
    expect(keys.down(press('Enter'), true)).toBe(true);
  });

  it('presses nothing by repeating alone', () => {
    expect(createHeldKeys().down(press('Enter', true), true)).toBe(false);
  });

  it('leaves other keys alone', () => {
    expect(createHeldKeys().down(press('Tab', true), false)).toBe(true);
    expect(createHeldKeys().down(press('Escape'), false)).toBe(true);
  });
});
