import type { Decimal } from './decimal';

/** What an account was worth. */
export interface ValuePoint {
  /** Unix ms. */
  readonly at: number;
  readonly value: Decimal;
}
