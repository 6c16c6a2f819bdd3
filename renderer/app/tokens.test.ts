import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { INDICATOR_COLOURS } from '@shared/domain/indicators';
import { SETTING_CHOICES, type Colours } from '@shared/domain/settings';

type Theme = 'dark' | 'light';
const THEMES: readonly Theme[] = ['dark', 'light'];
const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

function declared(selector: string): [name: string, colour: string][] {
  const at = css.indexOf(`${selector} {`);
  const block = at < 0 ? '' : css.slice(at, css.indexOf('}', at));
  return [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']);
}

/** The colours that hold with a theme and a set of colours, by name. */
function tokens(theme: Theme, colours: Colours): Map<string, string> {
  const base = `:root[data-theme='${theme}']`;
  return new Map([...declared(base), ...declared(`${base}[data-colours='${colours}']`)]);
}

/** Linear red, green and blue of an sRGB colour, 0 … 1. */
function linear(hex: string): number[] {
  return [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
}

/** WCAG 2.2: relative luminance of an sRGB colour. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = linear(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const SURFACES = ['background', 'panel', 'raised', 'hover'];
const TEXT_ON: ReadonlyArray<readonly [text: string, surfaces: readonly string[]]> = [
  ['text', [...SURFACES, 'bid-tint', 'ask-tint', 'good-tint', 'accent-tint', 'live-tint']],
  ['dim', [...SURFACES, 'bid-tint', 'ask-tint']],
  ['bid', [...SURFACES, 'bid-tint']],
  ['ask', [...SURFACES, 'ask-tint']],
  ['good', [...SURFACES, 'good-tint']],
  ['accent', [...SURFACES, 'accent-tint']],
  ['live', [...SURFACES, 'live-tint']],
  ['on-fill', ['bid-fill', 'ask-fill']],
  ['on-accent', ['accent-fill']],
  ['on-live', ['live-fill']],
];

const SETS = THEMES.flatMap((theme) => SETTING_CHOICES.colours.map((colours) => ({ theme, colours })));

describe.each(SETS)('the $theme theme with $colours', ({ theme, colours }) => {
  const set = tokens(theme, colours);
  const pairs = TEXT_ON.flatMap(([text, surfaces]) => surfaces.map((surface) => [text, surface] as const));

  it.each(pairs)('%s on %s is read at AA (4.5 to 1)', (text, surface) => {
    expect(contrast(set.get(text) ?? '', set.get(surface) ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SURFACES)('the focus ring stands out from %s (3 to 1)', (surface) => {
    expect(contrast(set.get('focus') ?? '', set.get(surface) ?? '')).toBeGreaterThanOrEqual(3);
  });

  it.each(INDICATOR_COLOURS)('a line in %s stands out from the chart (3 to 1)', (name) => {
    expect(contrast(set.get(`study-${name}`) ?? '', set.get('panel') ?? '')).toBeGreaterThanOrEqual(3);
  });
});

describe('sets of colours', () => {
  it('have the same names in both themes', () => {
    for (const selector of ['', "[data-colours='red-up']", "[data-colours='colour-blind']"]) {
      const [dark, light] = THEMES.map((theme) =>
        declared(`:root[data-theme='${theme}']${selector}`)
          .map(([name]) => name)
          .sort(),
      );
      expect(dark?.length).toBeGreaterThan(0);
      expect(dark).toEqual(light);
    }
  });

  it.each(THEMES)(
    'red-up exchanges rising and falling in the %s theme, and leaves well and wrong',
    (theme) => {
      const [green, red] = [tokens(theme, 'green-up'), tokens(theme, 'red-up')];
      for (const part of ['', '-fill', '-tint']) {
        expect(red.get(`bid${part}`)).toBe(green.get(`ask${part}`));
        expect(red.get(`ask${part}`)).toBe(green.get(`bid${part}`));
      }
      for (const name of ['good', 'live', 'accent']) expect(red.get(name)).toBe(green.get(name));
    },
  );
});

/** Machado, Oliveira, Fernandes 2009, severity 1: what is left of linear red, green and blue. */
const BLINDNESS = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

/** CIE L*a*b* of linear sRGB with the white of D65. */
function lab([red = 0, green = 0, blue = 0]: readonly number[]): number[] {
  const [x, y, z] = [
    (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
    0.2126 * red + 0.7152 * green + 0.0722 * blue,
    (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
  ].map((part) => (part > 0.008856 ? Math.cbrt(part) : 7.787 * Math.max(0, part) + 16 / 116)) as [
    number,
    number,
    number,
  ];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** How far two colours are apart for such eyes: about 2 is just seen, 40 is another colour. */
function distance(kind: keyof typeof BLINDNESS, a: string, b: string): number {
  const matrix = BLINDNESS[kind];
  const [one = [], other = []] = [a, b].map((hex) => {
    const rgb = linear(hex);
    return lab(
      [0, 3, 6].map((row) => rgb.reduce((sum, part, at) => sum + part * (matrix[row + at] ?? 0), 0)),
    );
  });
  return Math.hypot(...one.map((part, at) => part - (other[at] ?? 0)));
}

describe.each(THEMES)('for the colour-blind in the %s theme', (theme) => {
  const set = tokens(theme, 'colour-blind');
  const kinds = Object.keys(BLINDNESS) as (keyof typeof BLINDNESS)[];

  it.each(kinds)('rising and falling are far apart with %s', (kind) => {
    for (const part of ['', '-fill']) {
      const apart = distance(kind, set.get(`bid${part}`) ?? '', set.get(`ask${part}`) ?? '');
      expect(apart).toBeGreaterThan(40);
    }
  });
});
