import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { INDICATOR_COLOURS } from '@shared/domain/indicators';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

function tokens(theme: 'dark' | 'light'): Map<string, string> {
  const block = new RegExp(`data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
}

/** WCAG 2.2: relative luminance of an sRGB colour. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const SURFACES = ['background', 'panel', 'raised', 'hover'];
const TEXT_ON: ReadonlyArray<readonly [text: string, surfaces: readonly string[]]> = [
  ['text', [...SURFACES, 'bid-tint', 'ask-tint', 'accent-tint', 'live-tint']],
  ['dim', [...SURFACES, 'bid-tint', 'ask-tint']],
  ['bid', [...SURFACES, 'bid-tint']],
  ['ask', [...SURFACES, 'ask-tint']],
  ['accent', [...SURFACES, 'accent-tint']],
  ['live', [...SURFACES, 'live-tint']],
  ['on-fill', ['bid-fill', 'ask-fill']],
  ['on-accent', ['accent-fill']],
  ['on-live', ['live-fill']],
];

describe.each(['dark', 'light'] as const)('the %s theme', (theme) => {
  const colours = tokens(theme);
  const pairs = TEXT_ON.flatMap(([text, surfaces]) => surfaces.map((surface) => [text, surface] as const));

  it.each(pairs)('%s on %s is read at AA (4.5 to 1)', (text, surface) => {
    expect(contrast(colours.get(text) ?? '', colours.get(surface) ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SURFACES)('the focus ring stands out from %s (3 to 1)', (surface) => {
    expect(contrast(colours.get('focus') ?? '', colours.get(surface) ?? '')).toBeGreaterThanOrEqual(3);
  });

  it.each(INDICATOR_COLOURS)('a line in %s stands out from the chart (3 to 1)', (name) => {
    expect(contrast(colours.get(`study-${name}`) ?? '', colours.get('panel') ?? '')).toBeGreaterThanOrEqual(
      3,
    );
  });

  it('has every colour that the other theme has', () => {
    expect([...colours.keys()].sort()).toEqual(
      [...tokens(theme === 'dark' ? 'light' : 'dark').keys()].sort(),
    );
  });
});
