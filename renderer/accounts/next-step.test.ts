import { describe, expect, it } from 'vitest';
import type { AccountState } from '@shared/domain/account';
import { stateTone } from './account-tone';
import { nextStep } from './next-step';

const STATES: readonly AccountState[] = [
  'unchecked',
  'checking',
  'works',
  'key-refused',
  'secret-wrong',
  'clock',
  'unreachable',
  'keychain-locked',
  'keychain-missing',
  'no-key',
  'failed',
];

describe('the next step', () => {
  it.each(STATES.filter((state) => ['warn', 'bad'].includes(stateTone(state))))(
    'is there for %s',
    (state) => {
      expect(nextStep(state, 'custom')).toBeDefined();
      expect(nextStep(state, 'paper')).toBeDefined();
    },
  );

  it('is none while all is well', () => {
    expect(nextStep('works', 'custom')).toBeUndefined();
    expect(nextStep('checking', 'custom')).toBeUndefined();
  });

  it('never asks for a key of the practice account, which makes its own', () => {
    for (const state of STATES) expect(nextStep(state, 'paper')).not.toBe('new-key');
  });
});
