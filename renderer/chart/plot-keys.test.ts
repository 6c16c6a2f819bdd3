import { expect, it } from 'vitest';
import { keyAction } from './plot-keys';

function did(key: string, shift = false): string[] {
  const calls: string[] = [];
  const note =
    (name: string) =>
    (by?: number): void =>
      void calls.push(by === undefined ? name : `${name} ${by}`);
  keyAction(key, shift, {
    view: { pan: note('pan'), zoom: note('zoom'), jumpToNow: note('jumpToNow'), reset: note('reset') },
    crosshair: { step: note('step'), leave: note('leave') },
  })?.();
  return calls;
}

it.each([
  ['ArrowLeft', false, 'pan -0.1'],
  ['ArrowRight', false, 'pan 0.1'],
  ['ArrowLeft', true, 'step -1'],
  ['ArrowRight', true, 'step 1'],
  ['PageUp', false, 'pan -0.9'],
  ['PageDown', false, 'pan 0.9'],
  ['+', true, 'zoom 0.8'],
  ['=', false, 'zoom 0.8'],
  ['-', false, 'zoom 1.25'],
  ['End', false, 'jumpToNow'],
  ['Home', false, 'reset'],
  ['Escape', false, 'leave'],
])('key %s (shift: %s) does %s', (key, shift, action) => {
  expect(did(key, shift)).toEqual([action]);
});

it('other keys are left to the desk', () => {
  for (const key of ['Tab', 'Enter', 'a', '/', ' ']) expect(did(key)).toEqual([]);
});
