import { describe, expect, it } from 'vitest';
import { keyCheckError } from './key-check-error';

describe('what a failed check of a key tells', () => {
  it('is a reason without the point at its end, because it stands within a sentence', () => {
    const told = (reason: string): unknown => {
      const result = keyCheckError({ state: 'unreachable', reason });
      return result.ok ? undefined : result.error.details?.['reason'];
    };
    expect(told('The exchange refused the connection (ECONNREFUSED).')).toBe(
      'The exchange refused the connection (ECONNREFUSED)',
    );
    expect(told('Invalid API-key. Or permissions')).toBe('Invalid API-key. Or permissions');
    expect(told('')).toBe('');
  });
});
