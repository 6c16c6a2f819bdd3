import { describe, expect, it } from 'vitest';
import { lineToDrag } from './price-line';

const line = (id: string, y: number | undefined, draggable = true) => ({ id, y, draggable });

describe('the line that is taken hold of', () => {
  it('is the nearest of those within reach', () => {
    const lines = [line('far', 120), line('near', 103), line('nearer', 99)];
    expect(lineToDrag(lines, 100)?.id).toBe('nearer');
    expect(lineToDrag(lines, 110)).toBeUndefined();
  });

  it('is none that may not be moved or is out of sight', () => {
    expect(lineToDrag([line('fixed', 100, false), line('hidden', undefined)], 100)).toBeUndefined();
  });
});
