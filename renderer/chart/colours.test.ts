import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readColours, translucent } from './colours';

const css = readFileSync(new URL('../app/tokens.css', import.meta.url), 'utf8');

describe('colours of the chart', () => {
  it.each(['dark', 'light'])(
    'are all in the %s theme, as hex, which the canvas can make translucent',
    (theme) => {
      const block = new RegExp(`data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
      const colours = readColours({
        getPropertyValue: (name) => new RegExp(`${name}: ([^;]+);`).exec(block)?.[1] ?? '',
      });
      const { studies, ...others } = colours;
      const all = [...Object.values(others), ...Object.values(studies)];
      for (const colour of all) expect(colour).toMatch(/^#[0-9a-f]{6}$/);
    },
  );

  it('that are missing are a defect with a name', () => {
    expect(() => readColours({ getPropertyValue: () => '' })).toThrow('--panel');
  });

  it('get an opacity', () => {
    expect([translucent('#35c08e', 0.4), translucent('#35c08e', 1), translucent('#35c08e', 0)]).toEqual([
      '#35c08e66',
      '#35c08eff',
      '#35c08e00',
    ]);
  });
});
