import { describe, expect, it } from 'vitest';
import { AssetPath, PricePath } from './price-path';

const MINUTE = 29_000_000;
const base = (grain: number) => new AssetPath(7, 'BASE', grain);

describe('many joints of a price path', () => {
  it.each([
    ['minutes', 1, undefined],
    ['minutes, in an asset that moves itself', 1, new AssetPath(7, 'QUOTE')],
    ['hours', 60, undefined],
  ] as const)('are what each is alone: %s', (_, grain, quote) => {
    const path = new PricePath(base(grain), quote, 67_000, grain);
    const first = MINUTE / grain;
    const many = [...path.joints(first, 61)];
    const alone = new PricePath(base(grain), quote, 67_000, grain);
    expect(many).toEqual(many.map((_joint, index) => alone.joint(first + index)));
    expect(new Set(many).size).toBe(61);
  });

  it('leave no trace in the next', () => {
    const path = new PricePath(base(1), undefined, 67_000, 1);
    const before = [...path.joints(MINUTE, 2)];
    path.joints(MINUTE + 7, 30);
    expect([...path.joints(MINUTE, 2)].slice(0, 2)).toEqual(before.slice(0, 2));
  });
});
